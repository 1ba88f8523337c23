"""What the library costs: taking files in, and answering from very many passages, beside others."""

from benchmarks.library.whole import measure

__all__ = ["measure"]
