from collector import build_app


def test_alarm_above_the_limit():
    client = build_app({"boiler": 95.0}).test_client()
    assert client.post("/readings", json={"sensor": "boiler", "value": 99}).get_json() == {"alarm": True}
    assert client.post("/readings", json={"sensor": "boiler", "value": 20}).get_json() == {"alarm": False}
    assert "boiler: 99.0" in client.get("/").get_data(as_text=True)
