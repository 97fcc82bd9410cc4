/** Two nodes for tests: made-up feeds, and a web server over a folder that counts, cuts and falsifies. */
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

export interface FeedRecord {
  readonly id: string
  readonly modified: string
  readonly affected: readonly object[]
}

/** `count` records of as many npm packages; those whose number is in `changed` have another fixed version. */
export function makeRecords(count: number, changed: ReadonlySet<number> = new Set()): readonly FeedRecord[] {
  return Array.from({ length: count }, (_, at) => ({
    id: `TEST-${String(at).padStart(5, '0')}`,
    modified: changed.has(at) ? '2026-05-02T00:00:00Z' : '2026-05-01T00:00:00Z',
    summary: `A made-up flaw of package ${at}, with a sentence that gives the record some weight: ${'x'.repeat(200)}`,
    affected: [
      {
        package: { ecosystem: 'npm', name: `package-${at}` },
        ranges: [
          { type: 'SEMVER', events: [{ introduced: '0' }, { fixed: changed.has(at) ? '2.0.1' : '2.0.0' }] },
        ],
      },
    ],
  }))
}

/** All records in one file of OSV's layout, anew. Returns the folder to import. */
export function writeFeed(folder: string, ecosystem: string, records: readonly FeedRecord[]): string {
  const path = join(folder, 'test-feed', ecosystem)
  rmSync(path, { recursive: true, force: true })
  mkdirSync(path, { recursive: true })
  writeFileSync(join(path, 'all.json'), JSON.stringify(records))
  return path
}

export interface TestServer {
  readonly url: string
  /** Paths asked for, in order, and the bytes that were sent. */
  readonly requests: readonly string[]
  readonly bytes: () => number
  /** Changes what is sent for a path; undefined ends the connection instead. */
  spoil: ((path: string, bytes: Buffer) => Buffer | undefined) | undefined
  readonly close: () => Promise<void>
}

export async function serveFolder(folder: string): Promise<TestServer> {
  const requests: string[] = []
  let bytes = 0
  const state: { spoil: TestServer['spoil'] } = { spoil: undefined }
  const server: Server = createServer((request, response) => {
    const path = (request.url ?? '/').slice(1)
    requests.push(path)
    const content = readOrNothing(join(folder, path))
    if (content === undefined) return void response.writeHead(404).end()
    const sent = state.spoil === undefined ? content : state.spoil(path, content)
    if (sent === undefined) return void response.destroy()
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0)
    bytes += sent.length - from
    response.writeHead(from > 0 ? 206 : 200, {
      'content-length': sent.length - from,
      etag: `"${content.length}"`,
    })
    return void response.end(sent.subarray(from))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    bytes: () => bytes,
    get spoil() {
      return state.spoil
    },
    set spoil(change) {
      state.spoil = change
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

function readOrNothing(path: string): Buffer | undefined {
  try {
    return statSync(path).isFile() ? readFileSync(path) : undefined
  } catch {
    return undefined
  }
}
