package main

import "testing"

func TestParseConfig(t *testing.T) {
	c, err := parseConfig([]byte("hub: ws://127.0.0.1:8090/\nsensor: hall\nlocale: de-DE\nkey: only-for-tests\n"))
	if err != nil || c.Sensor != "hall" {
		t.Fatalf("got %v, %v", c, err)
	}
	if token, err := sign(c); err != nil || token == "" {
		t.Fatalf("got %q, %v", token, err)
	}
}
