"""Decisions a second of stable-baselines3's PPO with its defaults on Pensieve's environment, updates included.

The environment is Pensieve's simulator in training mode in plain Python (payload share .95, RTT 80 ms, random start,
delays times U(.9, 1.1)) with its 6 x 8 state, six levels and QoE_lin: argv[1] is a folder of cooked traces, argv[2] the
number of environments, argv[3] the decisions to train for. Prints the rate.
"""

import glob
import sys
import time

import gymnasium
import numpy as np
from stable_baselines3 import PPO
from stable_baselines3.common.env_util import make_vec_env

LADDER = np.array([300.0, 750.0, 1200.0, 1850.0, 2850.0, 4300.0])
CHUNKS = 48
SIZES = np.array([[kbps * 500 * (0.7 + 0.05 * (chunk % 13)) for chunk in range(CHUNKS)] for kbps in LADDER])
TRACES = [np.loadtxt(path) for path in sorted(glob.glob(sys.argv[1] + "/*"))]


class Pensieve(gymnasium.Env):
    observation_space = gymnasium.spaces.Box(-np.inf, np.inf, (48,), np.float32)
    action_space = gymnasium.spaces.Discrete(6)

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        trace = TRACES[self.np_random.integers(len(TRACES))]
        self.times, self.rates = trace[:, 0], trace[:, 1]
        self.at = int(self.np_random.integers(1, len(self.times)))
        self.clock = self.times[self.at - 1]
        self.chunk, self.buffer, self.last = 0, 0.0, 1
        self.state = np.zeros((6, 8), np.float32)
        return self.state.ravel().copy(), {}

    def step(self, action):
        size, sent, delay = SIZES[action][self.chunk], 0.0, 0.0
        while True:
            rate = self.rates[self.at] * 125000.0
            left = self.times[self.at] - self.clock
            if sent + rate * left * 0.95 > size:
                part = (size - sent) / rate / 0.95
                delay += part
                self.clock += part
                break
            sent += rate * left * 0.95
            delay += left
            self.clock = self.times[self.at]
            self.at += 1
            if self.at >= len(self.times):
                self.at, self.clock = 1, self.times[0]
        delay = (delay + 0.08) * self.np_random.uniform(0.9, 1.1)
        stall = max(0.0, delay - self.buffer)
        self.buffer = min(60.0, max(0.0, self.buffer - delay) + 4.0)
        reward = LADDER[action] / 1000 - 4.3 * stall - abs(LADDER[action] - LADDER[self.last]) / 1000
        self.last, self.chunk = action, self.chunk + 1
        over = self.chunk >= CHUNKS
        state = np.roll(self.state, -1, axis=1)
        state[:5, -1] = LADDER[action] / 4300, self.buffer / 10, size / delay / 1e6, delay / 10, (CHUNKS - self.chunk) / CHUNKS
        state[5, :6] = 0 if over else SIZES[:, self.chunk] / 1e6
        self.state = state
        return state.ravel().copy(), float(reward), over, False, {}


model = PPO("MlpPolicy", make_vec_env(Pensieve, n_envs=int(sys.argv[2]), seed=1), seed=1, device="cpu")
decisions = int(sys.argv[3])
begun = time.perf_counter()
model.learn(decisions)
print(model.num_timesteps / (time.perf_counter() - begun))
