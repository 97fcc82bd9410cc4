/** Starts the shop on a local port and tells web socket listeners about new orders. */
import { createServer } from 'node:http'
import { WebSocketServer } from './sockets.js'
import { buildApp } from './app.js'

const listeners = new Set()
const announce = (order) => {
  for (const socket of listeners) socket.send(JSON.stringify({ order: order.id }))
}
const secret = process.env.SHOP_SECRET
if (secret === undefined) throw new Error('set SHOP_SECRET first')
const server = createServer(buildApp({ secret, paymentUrl: process.env.PAYMENT_URL, announce }))
new WebSocketServer({ server, path: '/orders/live' }).on('connection', (socket) => {
  listeners.add(socket)
  socket.on('close', () => listeners.delete(socket))
})
server.listen(Number(process.env.PORT ?? 8081), '127.0.0.1')
