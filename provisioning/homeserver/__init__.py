"""The homeserver as provisioning needs it: the port, its Synapse adapter, its twin, the embedded process."""
