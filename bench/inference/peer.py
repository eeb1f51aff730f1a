"""An inference server as one writes it with Flask and stable-baselines3: POST /decision with the observation that
NeuralStream's service is sent; Pensieve's 6 x 8 state is made of it, and PPO's MlpPolicy (defaults, untrained: the time
is the same) gives level, probabilities and value. Prints its address when it listens."""

import logging
import socket
import sys

import gymnasium
import numpy as np
import torch
from flask import Flask, jsonify, request
from stable_baselines3 import PPO

LEVELS = 6


class Shape(gymnasium.Env):
    observation_space = gymnasium.spaces.Box(-np.inf, np.inf, (48,), np.float32)
    action_space = gymnasium.spaces.Discrete(LEVELS)

    def reset(self, *, seed=None, options=None):
        return np.zeros(48, np.float32), {}

    def step(self, action):
        return np.zeros(48, np.float32), 0.0, True, False, {}


torch.set_num_threads(1)
model = PPO("MlpPolicy", Shape(), seed=1, device="cpu")
app = Flask(__name__)


def state_of(asked):
    state = np.zeros((6, 8), np.float32)
    ladder = asked["ladderKbps"]
    downloads = asked["downloads"][-8:]
    for at, one in enumerate(downloads, start=8 - len(downloads)):
        state[2, at] = one["kilobits"] / one["seconds"] / 8000
        state[3, at] = one["seconds"] / 10
    state[0, -1] = ladder[asked["lastLevel"] or 0] / ladder[-1]
    state[1, -1] = asked["bufferSeconds"] / 10
    state[4, :LEVELS] = np.array(asked["upcomingChunkKilobits"][0]) / 8000
    state[5, -1] = asked["chunksLeft"] / 48
    return state.ravel()


@app.post("/decision")
def decision():
    state = state_of(request.get_json()["observation"])
    with torch.no_grad():
        observation, _ = model.policy.obs_to_tensor(state)
        probabilities = model.policy.get_distribution(observation).distribution.probs[0]
        value = model.policy.predict_values(observation)[0, 0]
    level = int(probabilities.argmax())
    return jsonify(level=level, probabilities=probabilities.tolist(), value=float(value))


logging.getLogger("werkzeug").setLevel(logging.ERROR)
with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
print(f"http://127.0.0.1:{port}", flush=True)
app.run(host="127.0.0.1", port=port, threaded=True)
