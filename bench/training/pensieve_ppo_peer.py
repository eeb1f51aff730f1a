"""Decisions a second of the training of the Python package pensieve-ppo, updates included.

Its own trainer with its defaults (PPO, a worker process for each of argv[3] agents, one whole video each between two
updates): argv[1] is a folder of cooked traces, argv[2] a folder with its video's sizes, argv[4] the updates to measure. The
first updates, in which its processes start, are left out. Prints the rate.
"""

import sys
import time

from pensieve_ppo.agent.trainer import EpochEndCallback
from pensieve_ppo.defaults import import_registry_packages
from pensieve_ppo.train import prepare_training

WARM_UP = 3
# Of a video's 48 chunks the first is fetched without asking.
DECISIONS_A_VIDEO = 47

traces, video, agents, updates = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])


class Clock(EpochEndCallback):
    """Runs in the trainer's coordinating process."""

    begun = 0.0

    def __call__(self, epoch, agent, info):
        if epoch == WARM_UP:
            self.begun = time.perf_counter()
        if epoch == WARM_UP + updates:
            print(updates * agents * DECISIONS_A_VIDEO / (time.perf_counter() - self.begun), flush=True)


import_registry_packages()
prepare_training(
    trace_folder=traces,
    random_seed=1,
    player_kwargs={"name": "envivio", "video_size_file_prefix": video + "/video_size_"},
    output_dir=video + "/out",
    parallel_workers=agents,
    train_epochs=WARM_UP + updates,
    on_epoch_end=Clock(),
).train()
