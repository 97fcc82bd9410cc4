// Command agent sends one reading to the hub over a web socket, signed with a token.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/dgrijalva/jwt-go"
	"github.com/gorilla/websocket"
	"golang.org/x/text/language"
	"gopkg.in/yaml.v2"
)

type config struct {
	Hub    string `yaml:"hub"`
	Sensor string `yaml:"sensor"`
	Locale string `yaml:"locale"`
	Key    string `yaml:"key"`
}

func parseConfig(text []byte) (config, error) {
	var c config
	if err := yaml.UnmarshalStrict(text, &c); err != nil {
		return c, err
	}
	if _, err := language.Parse(c.Locale); err != nil {
		return c, fmt.Errorf("locale: %w", err)
	}
	return c, nil
}

func sign(c config) (string, error) {
	return jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.MapClaims{"sub": c.Sensor}).SignedString([]byte(c.Key))
}

func send(c config, value float64) error {
	token, err := sign(c)
	if err != nil {
		return err
	}
	socket, _, err := websocket.DefaultDialer.Dial(c.Hub, map[string][]string{"Authorization": {"Bearer " + token}})
	if err != nil {
		return err
	}
	defer socket.Close()
	text, err := json.Marshal(map[string]any{"sensor": c.Sensor, "value": value})
	if err != nil {
		return err
	}
	return socket.WriteMessage(websocket.TextMessage, text)
}

func main() {
	text, err := os.ReadFile("agent.yaml")
	if err == nil {
		var c config
		if c, err = parseConfig(text); err == nil {
			err = send(c, 21.5)
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
