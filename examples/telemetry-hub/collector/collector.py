"""Takes readings over HTTP, keeps the last ones, shows them, and passes alarms on."""
import collections
import os
import sys

import requests
from flask import Flask, jsonify, request
from jinja2 import Environment

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

PAGE = Environment(autoescape=True).from_string(
    "<ul>{% for r in readings %}<li>{{ r.sensor }}: {{ r.value }}</li>{% endfor %}</ul>"
)


def load_limits(path):
    """Highest allowed value for each sensor."""
    with open(path, "rb") as file:
        return tomllib.load(file).get("limits", {})


def build_app(limits, alarm_url=None, keep=100):
    app = Flask(__name__)
    readings = collections.deque(maxlen=keep)

    @app.post("/readings")
    def take():
        reading = request.get_json()
        readings.append({"sensor": str(reading["sensor"]), "value": float(reading["value"])})
        is_alarm = readings[-1]["value"] > limits.get(readings[-1]["sensor"], float("inf"))
        if is_alarm and alarm_url is not None:
            requests.post(alarm_url, json=readings[-1], timeout=2)
        return jsonify(alarm=is_alarm), 201

    @app.get("/")
    def show():
        return PAGE.render(readings=readings)

    return app


if __name__ == "__main__":
    build_app(load_limits("limits.toml"), os.environ.get("ALARM_URL")).run(host="127.0.0.1", port=8090)
