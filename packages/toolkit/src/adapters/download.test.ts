import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { mkdtempSync, readFileSync, existsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { downloadFile, NetworkFailure } from './download.ts'

const body = Buffer.alloc(300_000, 'abcdefghij')
let server: Server | undefined

afterEach(() => void server?.close())

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  server = createServer(answer)
  await new Promise<void>((ready) => server?.listen(0, '127.0.0.1', ready))
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/all.zip`
}

const target = (): string => join(mkdtempSync(join(tmpdir(), 'occtet-download-')), 'all.zip')

test('a cut transfer goes on where it stopped, with the validator of the first half', async () => {
  const ranges: (string | undefined)[] = []
  const url = await serve((request, response) => {
    ranges.push(request.headers.range)
    const start = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0)
    response.writeHead(start > 0 ? 206 : 200, {
      etag: '"v1"',
      'content-length': body.length - start,
      'last-modified': 'Fri, 21 Aug 2026 10:00:00 GMT',
    })
    if (start > 0) response.end(body.subarray(start))
    else response.write(body.subarray(0, 100_000), () => response.destroy())
  })
  const to = target()
  const result = await downloadFile({ url, to })
  expect(readFileSync(to).equals(body)).toBe(true)
  expect(result).toEqual({ bytes: body.length, asOf: '2026-08-21T10:00:00Z' })
  expect(ranges[0]).toBeUndefined()
  expect(ranges[1]).toMatch(/^bytes=[1-9]\d*-$/)
  expect(existsSync(`${to}.part`)).toBe(false)
})

test('a partial file of other content is thrown away', async () => {
  const url = await serve((_request, response) => response.writeHead(200, { etag: '"v2"' }).end(body))
  const to = target()
  writeFileSync(`${to}.part`, 'old')
  writeFileSync(`${to}.part.etag`, '"v1"')
  await downloadFile({ url, to })
  expect(readFileSync(to).equals(body)).toBe(true)
})

test.each([
  [404, 'REFUSED'],
  [503, 'UNREACHABLE'],
])('status %i is %s', async (status, code) => {
  const url = await serve((_request, response) => response.writeHead(status).end())
  const failure = await downloadFile({ url, to: target(), attempts: 1 }).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(NetworkFailure)
  expect((failure as NetworkFailure).code).toBe(code)
})

test('more bytes than allowed are refused', async () => {
  const url = await serve((_request, response) => response.end(body))
  const failure = await downloadFile({ url, to: target(), limit: 1000 }).catch((error: unknown) => error)
  expect((failure as NetworkFailure).code).toBe('TOO_LARGE')
})

test('a silent server is given up', async () => {
  const url = await serve(() => undefined)
  const failure = await downloadFile({ url, to: target(), idle: 50, attempts: 1 }).catch(
    (error: unknown) => error,
  )
  expect((failure as NetworkFailure).code).toBe('UNREACHABLE')
  server?.closeAllConnections()
})
