import assert from 'node:assert/strict'
import { once } from 'node:events'
import test from 'node:test'
import jwt from 'jsonwebtoken'
import { buildApp } from '../src/app.js'
import { priceBasket } from '../src/orders.js'

test('a discount lowers the sum', () => {
  const basket = [{ id: 'tea-mint', count: 2 }]
  assert.deepEqual(priceBasket(basket, { discount: { percent: 50 } }), { cents: 540, currency: 'EUR' })
})

test('orders need a token', async () => {
  const secret = 'only for this test'
  const server = buildApp({ secret }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${server.address().port}/orders`
  const body = JSON.stringify({ basket: [{ id: 'cup-blue', count: 1 }] })
  const headers = { 'content-type': 'application/json' }
  try {
    assert.equal((await fetch(url, { method: 'POST', headers, body })).status, 401)
    const authorization = `Bearer ${jwt.sign({ sub: 'buyer' }, secret)}`
    const answer = await fetch(url, { method: 'POST', headers: { ...headers, authorization }, body })
    assert.equal(answer.status, 201)
    assert.equal((await answer.json()).total.cents, 1250)
  } finally {
    server.closeAllConnections()
    server.close()
  }
})
