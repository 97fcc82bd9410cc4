/** HTTP routes of the shop. */
import cors from 'cors'
import express from 'express'
import jwt from 'jsonwebtoken'
import { findGoods, listGoods } from './catalogue.js'
import { makeOrder, payOrder } from './orders.js'

export function buildApp({ secret, paymentUrl, announce = () => {} }) {
  const app = express()
  app.use(cors())
  app.use(express.json())
  app.get('/goods', (request, response) => response.json(listGoods(request.query.tag)))
  app.get('/goods/:id', (request, response) => {
    const item = findGoods(request.params.id)
    if (item === undefined) response.status(404).json({ error: 'no such goods' })
    else response.json(item)
  })
  app.post('/orders', requireUser(secret), async (request, response) => {
    const order = await payOrder(makeOrder(request.body.basket ?? [], request.body.settings), paymentUrl)
    announce(order)
    response.status(201).json(order)
  })
  return app
}

function requireUser(secret) {
  return (request, response, next) => {
    try {
      request.user = jwt.verify((request.get('authorization') ?? '').replace(/^Bearer /, ''), secret)
      next()
    } catch {
      response.status(401).json({ error: 'a valid token is needed' })
    }
  }
}
