/** The server on a real socket: slow clients, and the end. */
import { connect } from 'node:net'
import { once } from 'node:events'
import { afterEach, expect, test } from 'vitest'
import { listenFeddb, type RunningServer } from './listen.ts'
import { sampleApp } from './testing/sample.ts'

const running: RunningServer[] = []
const times = { headers: 300, request: 500, check: 50, stop: 500 }

async function start(options = {}): Promise<RunningServer> {
  const server = await listenFeddb(sampleApp(options), { host: '127.0.0.1', port: 0, times })
  running.push(server)
  return server
}

afterEach(async () => {
  await Promise.all(running.splice(0).map(async (server) => server.stop()))
})

/** Sends the text and waits until the server ends the connection. */
async function talk(url: string, text: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  socket.on('error', () => undefined)
  let heard = ''
  socket.on('data', (data: Buffer) => (heard += data.toString()))
  socket.write(text)
  await once(socket, 'close')
  return heard
}

test('a client that never ends its headers, or its body, is cut off', async () => {
  const { url } = await start()
  expect(await talk(url, 'GET /api/feddb/status HTTP/1.1\r\nHost: x\r\nX: ')).toContain('408')
  const body = 'POST /v1/query HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"commit":'
  expect(await talk(url, body)).toMatch(/^HTTP\/1\.1 4(?:00|08)/)
  const smuggled =
    'POST /v1/query HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}'
  expect(await talk(url, smuggled)).toContain('400')
  expect((await fetch(`${url}/api/feddb/status`)).status).toBe(200)
})

test('raw paths: dots and encodings reach the strict parser and nothing else', async () => {
  const { url } = await start({ snapshotDir: '/' })
  for (const path of [
    '/feddb/../etc/passwd',
    '/feddb/segments/%2e%2e/etc/passwd',
    '/feddb//etc/passwd',
    'http://x/feddb/../etc',
  ]) {
    const heard = await talk(url, `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)
    expect([path, heard.slice(0, 12)]).toEqual([path, 'HTTP/1.1 404'])
  }
})

test('stopping lets a request under way end, then refuses', async () => {
  const { url, stop } = await start()
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  let heard = ''
  socket.on('data', (data: Buffer) => (heard += data.toString()))
  socket.write('POST /v1/querybatch HTTP/1.1\r\nHost: x\r\nContent-Length: 14\r\n\r\n{"queries"')
  await fetch(`${url}/api/feddb/status`)
  const stopped = stop()
  socket.write(':[]}')
  await once(socket, 'close')
  expect(heard).toContain('{"results":[]}')
  await stopped
  running.length = 0
  await expect(fetch(url)).rejects.toThrow('fetch failed')
})

test('a port that is taken is said', async () => {
  const { url } = await start()
  const port = Number(new URL(url).port)
  await expect(listenFeddb(sampleApp(), { host: '127.0.0.1', port })).rejects.toMatchObject({
    code: 'EADDRINUSE',
  })
})
