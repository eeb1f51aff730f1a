"""Chunks a second of pensieve-ppo's simulator (test mode, level 2): argv[1] is a folder of cooked traces.

The video is read from numpy arrays as the package's QualityLadderVideoPlayer does, which itself cannot be imported
without torch. Its gym layer (observer and reward) is left out, which is to the peer's advantage. Prints the best of the rounds, by the clock and by processor time.
"""

import sys
import time
from dataclasses import dataclass

import numpy as np
from pensieve_ppo.core.simulator import create_simulator
from pensieve_ppo.core.video import ResolvedChunk, VideoChunkRequest, VideoPlayer

ROUNDS = 30
CHUNKS_A_ROUND = 48 * 60


@dataclass(frozen=True)
class Resolved(ResolvedChunk):
    quality: float


@dataclass(frozen=True)
class Request(VideoChunkRequest):
    level: int


class Video(VideoPlayer):
    def __init__(self):
        ladder = np.array([300.0, 750.0, 1200.0, 1850.0, 2850.0, 4300.0])
        wobble = np.array([0.7 + 0.05 * (chunk % 13) for chunk in range(48)])
        self.video_size = (ladder[:, None] * wobble * 500).astype(np.int64)
        self.video_quality = np.broadcast_to(ladder[:, None], self.video_size.shape).copy()
        self.video_length = np.full(48, 4000.0)
        super().__init__()

    def advance_chunk(self, chunk_request, chunk_idx, buffer_size):
        size = int(self.video_size[chunk_request.level, chunk_idx])
        length = float(self.video_length[chunk_idx])
        quality = float(self.video_quality[chunk_request.level, chunk_idx])
        return size, length, Resolved(quality=quality)

    @property
    def total_chunks(self):
        return self.video_size.shape[1]


simulator = create_simulator(sys.argv[1], Video(), train=False)
simulator.reset()
by_clock = 0.0
by_processor = 0.0
for _ in range(ROUNDS):
    before = time.perf_counter()
    used_before = time.process_time()
    for _ in range(CHUNKS_A_ROUND):
        simulator.step(Request(level=2))
    by_clock = max(by_clock, CHUNKS_A_ROUND / (time.perf_counter() - before))
    by_processor = max(by_processor, CHUNKS_A_ROUND / (time.process_time() - used_before))
print(by_clock, by_processor)
