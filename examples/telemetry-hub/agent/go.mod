module example.org/telemetry/agent

go 1.21

require (
	github.com/dgrijalva/jwt-go v3.2.0+incompatible
	github.com/gorilla/websocket v1.4.0
	golang.org/x/text v0.3.5
	gopkg.in/yaml.v2 v2.2.2
)
