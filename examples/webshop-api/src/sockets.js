/** The web socket library is CommonJS: its server class under the name that newer releases use. */
import ws from 'ws'

export const WebSocketServer = ws.Server
