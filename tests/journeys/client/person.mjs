// One person at one device: reads {id, do, with} as JSON lines, answers {id, ok} or {id, error}, and tells
// {saw} for every event of a room as it stands now (again when it is decrypted or taken back).
import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { createInterface } from "node:readline";
import * as sdk from "matrix-js-sdk";
import { logger } from "matrix-js-sdk/lib/logger.js";
import {
    AllDevicesIsolationMode,
    EventShieldColour,
    EventShieldReason,
    OnlySignedDevicesIsolationMode,
} from "matrix-js-sdk/lib/crypto-api/index.js";

const shouted = new Set(["warn", "error"]);
for (const level of ["trace", "debug", "info", "log", "warn", "error"]) {
    console[level] = (...words) => {
        if (shouted.has(level)) process.stderr.write(`${level}: ${words.map(String).join(" ")}\n`);
    };
}
logger.setLevel("warn", false);

const tell = (value) => process.stdout.write(JSON.stringify(value) + "\n");
let client;
let me;

// ── What the person sees ────────────────────────────────────────────────────────────────────────────

async function shieldOf(event) {
    if (!event.isEncrypted() || event.isDecryptionFailure()) return {};
    const info = await client.getCrypto().getEncryptionInfoForEvent(event);
    if (info === null) return {};
    return {
        shield: EventShieldColour[info.shieldColour].toLowerCase(),
        shield_reason: info.shieldReason === null ? null : EventShieldReason[info.shieldReason],
    };
}

async function see(event) {
    const unread = event.getType() === "m.room.encrypted" && !event.isDecryptionFailure() && !event.isRedacted();
    if (event.status !== null || unread) return; // our own echo, or not decrypted yet: it comes again
    tell({
        saw: {
            room: event.getRoomId(),
            event: event.getId(),
            sender: event.getSender(),
            at: event.getTs(),
            kind: event.getType(),
            state_key: event.getStateKey() ?? null,
            content: event.isDecryptionFailure() ? {} : event.getContent(),
            // Some relations stay outside the encrypted part.
            outer: event.getWireContent(),
            encrypted: event.isEncrypted(),
            failure: event.isDecryptionFailure() ? event.decryptionFailureReason : null,
            redacted: event.isRedacted(),
            redacts: event.getAssociatedId() ?? null,
            ...(await shieldOf(event)),
        },
    });
}

function watch() {
    const quietly = (event) =>
        see(event).catch((error) => process.stderr.write(`while seeing ${event.getId()}: ${error.stack}\n`));
    client.on(sdk.RoomEvent.Timeline, (event) => quietly(event));
    client.on(sdk.RoomEvent.LocalEchoUpdated, (event) => quietly(event));
    client.on(sdk.MatrixEventEvent.Decrypted, (event) => quietly(event));
    client.on(sdk.RoomEvent.Redaction, (redaction, room) => {
        const target = room.findEventById(redaction.getAssociatedId());
        if (target) quietly(target);
    });
    client.on(sdk.RoomEvent.MyMembership, (room, now) => tell({ stands: { room: room.roomId, now } }));
}

// ── Signing in ──────────────────────────────────────────────────────────────────────────────────────

function firstSync() {
    return new Promise((resolve, reject) => {
        client.on(sdk.ClientEvent.Sync, (state, _, data) => {
            if (state === "PREPARED") resolve();
            if (state === "ERROR") process.stderr.write(`sync: ${data?.error}\n`);
            if (state === "STOPPED") reject(new Error("stopped before the first sync"));
        });
    });
}

async function sign(password) {
    const identifier = { type: "m.id.user", user: me };
    await client.getCrypto().bootstrapCrossSigning({
        authUploadDeviceSigningKeys: async (request) => {
            try {
                return await request(null);
            } catch (error) {
                if (error.httpStatus !== 401 || !error.data?.session) throw error;
                const session = error.data.session;
                return await request({ type: "m.login.password", identifier, password, session });
            }
        },
    });
}

/** Opens an account, as an app does for whoever has a registration token. */
async function register({ homeserver, name, password, token }) {
    const door = sdk.createClient({ baseUrl: homeserver });
    const wanted = { username: name, password, inhibit_login: true };
    let auth;
    for (let steps = 0; steps < 4; steps++) {
        try {
            return (await door.registerRequest({ ...wanted, auth })).user_id;
        } catch (error) {
            const { session, flows, completed = [], errcode } = error.data ?? {};
            if (error.httpStatus !== 401 || !session || errcode) throw error;
            const ways = flows.map((flow) => flow.stages.filter((stage) => !completed.includes(stage)));
            const known = (way) => way.every((type) => type === "m.login.dummy" || (token && type === "m.login.registration_token"));
            const [type] = ways.find(known) ?? [];
            if (!type) throw error;
            auth = { type, session, ...(type === "m.login.dummy" ? {} : { token }) };
        }
    }
    throw new Error("the homeserver asks for one step after the other");
}

async function login({ homeserver, user, password, signing, secrets, name }) {
    const door = sdk.createClient({ baseUrl: homeserver });
    const answer = await door.loginRequest({
        type: "m.login.password",
        identifier: { type: "m.id.user", user },
        password,
        initial_device_display_name: name,
    });
    me = answer.user_id;
    client = sdk.createClient({
        baseUrl: homeserver,
        userId: me,
        deviceId: answer.device_id,
        accessToken: answer.access_token,
        timelineSupport: true,
        localTimeoutMs: 60_000,
    });
    await client.initRustCrypto({ useIndexedDB: false });
    const crypto = client.getCrypto();
    // Who never signs plays a thief, whose client asks for nobody's signature.
    const thief = signing === "never" && !secrets;
    crypto.setDeviceIsolationMode(
        thief ? new AllDevicesIsolationMode(false) : new OnlySignedDevicesIsolationMode(),
    );
    watch();
    if (signing === "first") await sign(password);
    const ready = firstSync();
    await client.startClient({ initialSyncLimit: 50, lazyLoadMembers: true, threadSupport: false });
    await ready;
    if (signing === "late") await sign(password);
    if (secrets) {
        await crypto.importSecretsBundle(secrets);
        await crypto.crossSignDevice(answer.device_id);
    }
    return { user: me, device: answer.device_id, token: answer.access_token };
}

// ── What the person does ────────────────────────────────────────────────────────────────────────────

const roomOf = (id) => {
    const room = client.getRoom(id);
    if (!room) throw new Error(`${me} knows no room ${id}`);
    return room;
};

function seal(bytes) {
    const key = randomBytes(32);
    const iv = Buffer.concat([randomBytes(8), Buffer.alloc(8)]);
    const cipher = createCipheriv("aes-256-ctr", key, iv);
    const data = Buffer.concat([cipher.update(bytes), cipher.final()]);
    const bare = (buffer) => buffer.toString("base64").replace(/=+$/, "");
    return {
        data,
        info: {
            v: "v2",
            key: { kty: "oct", alg: "A256CTR", ext: true, key_ops: ["encrypt", "decrypt"], k: key.toString("base64url") },
            iv: bare(iv),
            hashes: { sha256: bare(createHash("sha256").update(data).digest()) },
        },
    };
}

function unseal(bytes, info) {
    const found = createHash("sha256").update(bytes).digest("base64").replace(/=+$/, "");
    if (found !== info.hashes.sha256) throw new Error("the attachment is not what its hash says");
    const cipher = createDecipheriv("aes-256-ctr", Buffer.from(info.key.k, "base64url"), Buffer.from(info.iv, "base64"));
    return Buffer.concat([cipher.update(bytes), cipher.final()]);
}

async function upload({ room, name, media_type, bytes, encrypted, content }) {
    const plain = Buffer.from(bytes, "base64");
    const sealed = encrypted ? seal(plain) : null;
    const type = encrypted ? "application/octet-stream" : media_type;
    const { content_uri: url } = await client.uploadContent(sealed?.data ?? plain, {
        type,
        name: encrypted ? undefined : name,
        includeFilename: !encrypted,
    });
    const where = sealed ? { file: { ...sealed.info, url } } : { url };
    const info = { mimetype: media_type, size: plain.length };
    return await send({
        room,
        kind: "m.room.message",
        content: { msgtype: "m.file", body: name, filename: name, info, ...where, ...content },
    });
}

async function fetched({ content }) {
    const mxc = content.file?.url ?? content.url;
    const [, server, media] = /^mxc:\/\/([^/]+)\/(.+)$/.exec(mxc);
    const answer = await fetch(`${client.baseUrl}/_matrix/client/v1/media/download/${server}/${media}`, {
        headers: { Authorization: `Bearer ${client.getAccessToken()}` },
    });
    if (!answer.ok) throw new Error(`download: HTTP ${answer.status} ${await answer.text()}`);
    const bytes = Buffer.from(await answer.arrayBuffer());
    return (content.file ? unseal(bytes, content.file) : bytes).toString("base64");
}

async function send({ room, kind, content }) {
    const { event_id } = await client.sendEvent(roomOf(room).roomId, kind, content);
    return event_id;
}

async function rooms() {
    return client.getRooms().map((room) => ({
        room: room.roomId,
        name: room.name,
        now: room.getMyMembership(),
        space: room.isSpaceRoom(),
        host: room.getDMInviter() ?? null,
        encrypted: room.hasEncryptionStateEvent(),
        topic: room.currentState.getStateEvents("m.room.topic", "")?.getContent().topic ?? null,
        children: room.currentState
            .getStateEvents("m.space.child")
            .filter((event) => event.getContent().via)
            .map((event) => event.getStateKey()),
    }));
}

async function members({ room }) {
    await roomOf(room).loadMembersIfNeeded();
    return Object.fromEntries(roomOf(room).getMembers().map((member) => [member.userId, member.membership]));
}

async function devices({ user }) {
    const crypto = client.getCrypto();
    const found = (await crypto.getUserDeviceInfo([user], true)).get(user) ?? new Map();
    const stands = async (id) => {
        const status = await crypto.getDeviceVerificationStatus(user, id);
        return { device: id, signed: status?.signedByOwner ?? false };
    };
    return await Promise.all([...found.keys()].map(stands));
}

const acts = {
    register,
    login,
    upload,
    rooms,
    members,
    devices,
    send,
    download: fetched,
    join: async ({ room }) => (await client.joinRoom(room)).roomId,
    leave: ({ room }) => client.leave(room),
    invite: ({ room, user }) => client.invite(room, user),
    kick: ({ room, user }) => client.kick(room, user),
    redact: async ({ room, event, reason }) =>
        (await client.redactEvent(room, event, undefined, reason ? { reason } : {})).event_id,
    state: async ({ room, kind, state_key, content }) =>
        (await client.sendStateEvent(room, kind, content, state_key)).event_id,
    create: async ({ options }) => (await client.createRoom(options)).room_id,
    receipt: async ({ room, event }) =>
        client.sendReadReceipt(roomOf(room).findEventById(event), "m.read", true),
    request: ({ method, path, query, body }) =>
        client.http.authedRequest(method, path, query ?? undefined, body ?? undefined, { prefix: "" }),
    secrets: () => client.getCrypto().exportSecretsBundle(),
    older: async ({ room, limit }) => {
        await client.scrollback(roomOf(room), limit);
        return null;
    },
    logout: async () => {
        await client.logout(true);
        return null;
    },
};

async function answer({ id, do: act, with: details }) {
    try {
        if (!(act in acts)) throw new Error(`nobody knows how to ${act}`);
        tell({ id, ok: (await acts[act](details ?? {})) ?? null });
    } catch (error) {
        const message = error.data?.error ?? error.message ?? String(error);
        tell({ id, error: { code: error.errcode ?? null, status: error.httpStatus ?? null, message } });
        if (!error.errcode) process.stderr.write(`${act}: ${error.stack}\n`);
    }
}

process.on("unhandledRejection", (error) => process.stderr.write(`unhandled: ${error?.stack ?? error}\n`));
const lines = createInterface({ input: process.stdin });
lines.on("line", (line) => answer(JSON.parse(line)));
// Whoever started us is gone: nobody is left to play for.
lines.on("close", () => process.exit(0));
