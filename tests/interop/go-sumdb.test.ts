/** A log that our writer has just written, verified by the Go project's own note and tree code (golang.org/x/mod/sumdb). */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createLedger, openLedger } from '../../packages/toolkit/src/adapters/ledger/index.ts'
import { sha256 } from '../../packages/toolkit/src/base/index.ts'
import { formatLedgerEntry } from '../../packages/toolkit/src/ledger/index.ts'
import { seededRandom } from '../random.ts'
import { buildVerifier, findMissing, runVerifier, type Verification } from './go.ts'

const missing = findMissing()
const isRequired = process.env['OCCTET_REQUIRE_GO'] === '1'
const title = 'our log, by golang.org/x/mod/sumdb'

/** Sizes at which the log is published: around the borders of tiles; the second level begins at 256. */
const sizes = [1, 2, 255, 256, 257, 300, 511, 512, 513, 700, 768, 1000]

test('Go is here where it is required', () => {
  expect(isRequired ? missing : undefined).toBeUndefined()
})

describe.skipIf(missing !== undefined)(
  missing === undefined ? title : `${title} (skipped: no ${missing})`,
  () => {
    let folder: string
    let verifier: string
    let verifierKey: string

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'occtet-interop-'))
      verifier = buildVerifier(folder)
      verifierKey = await writeLog(folder)
    })

    afterAll(() => {
      rmSync(folder, { recursive: true })
    })

    const verify = (log: string, notes = notesOf(folder)): Verification =>
      runVerifier(verifier, [log, verifierKey, ...notes])

    test('checkpoints, every inclusion and every consistency', () => {
      const inclusions = sizes.reduce((sum, size) => sum + size, 0)
      const pairs = (sizes.length * (sizes.length - 1)) / 2
      expect(verify(join(folder, 'log'))).toEqual({
        isAccepted: true,
        said: `checkpoints ${sizes.length}, inclusions ${inclusions}, consistencies ${pairs}, size 1000`,
      })
      expect(readdirSync(join(folder, 'log', 'tile')).sort()).toEqual(['0', '1', 'entries'])
    })

    test('a changed bit anywhere in what it reads is refused', () => {
      const random = seededRandom(20_261_122)
      const files = [
        'tile/0/000',
        'tile/0/001',
        'tile/0/002',
        'tile/0/003.p/232',
        'tile/1/000.p/3',
        'tile/entries/000',
        'tile/entries/002',
        'tile/entries/003.p/232',
      ]
      const spoiled = join(folder, 'spoiled')
      const accepted = files.flatMap((name) =>
        Array.from({ length: 4 }, () => {
          cpSync(join(folder, 'log', 'tile'), join(spoiled, 'tile'), { recursive: true })
          const path = join(spoiled, name)
          const at = flipBit(path, random)
          const { isAccepted } = verify(spoiled, notesOf(folder).slice(-1))
          rmSync(spoiled, { recursive: true })
          return isAccepted ? `${name}, byte ${at}` : ''
        }),
      )
      expect(accepted.filter((line) => line !== '')).toEqual([])
      expect(accepted.length).toBe(32)
    })

    test('a changed checkpoint, one of another key, and one of another log are refused', () => {
      const log = join(folder, 'log')
      const note = readFileSync(join(log, 'checkpoint'), 'utf8')
      const changed = [
        note.replace('\n1000\n', '\n999\n'),
        note.replace('interop.example', 'interop2.example'),
        // In the middle: Go's base64 ignores the unused bits of the last letter, where ours refuses them.
        note.replace(/.(.{20}\n)$/, (tail) => `${tail.startsWith('A') ? 'B' : 'A'}${tail.slice(1)}`),
        note.replace(/\n[^\n]{43}=\n/, `\n${Buffer.from(sha256('other')).toString('base64')}\n`),
        note.slice(0, note.indexOf('\n\n') + 2),
      ]
      const path = join(folder, 'changed')
      const said = changed.map((text) => {
        expect(text).not.toBe(note)
        writeFileSync(path, text)
        return verify(log, [path]).said
      })
      expect(
        said.filter((line) => !/invalid signature|unverifiable|no verifiable|malformed|unknown/.test(line)),
      ).toEqual([])
      // The intact one alone is accepted, so that it is the change that was refused.
      expect(verify(log, [join(log, 'checkpoint')]).isAccepted).toBe(true)
      const otherKey = verifierKey.replace(
        /\+[^+]+$/,
        `+${Buffer.from([1, ...sha256('key')]).toString('base64')}`,
      )
      expect(runVerifier(verifier, [log, otherKey, join(log, 'checkpoint')]).isAccepted).toBe(false)
    })
  },
)

/** Writes the log in batches that end at the sizes, keeps each published checkpoint, and returns the verifier key. */
async function writeLog(folder: string): Promise<string> {
  const folders = {
    dir: join(folder, 'log'),
    keyPath: join(folder, 'keys', 'ledger.key'),
    seenPath: join(folder, 'keys', 'ledger.seen'),
  }
  const { verifierKey } = await createLedger(folders, 'interop.example/log')
  mkdirSync(join(folder, 'notes'))
  const { writer } = await openLedger(folders)
  let from = 0
  for (const size of sizes) {
    await writer.append(Array.from({ length: size - from }, (_, at) => eventOf(from + at)))
    await writer.publish()
    cpSync(join(folders.dir, 'checkpoint'), join(folder, 'notes', String(size).padStart(5, '0')))
    from = size
  }
  await writer.close()
  return verifierKey
}

function eventOf(at: number): { readonly id: string; readonly entry: Uint8Array } {
  const entry = formatLedgerEntry({ kind: 'event', commitment: Uint8Array.from(sha256(`interop ${at}`)) })
  if (!entry.ok) throw new Error(entry.error.message)
  return { id: `interop-${at}`, entry: entry.value }
}

function notesOf(folder: string): readonly string[] {
  const notes = join(folder, 'notes')
  if (!existsSync(notes)) throw new Error('the log was not written')
  return readdirSync(notes)
    .sort()
    .map((name) => join(notes, name))
}

/** The byte that was changed. */
function flipBit(path: string, random: () => number): number {
  const bytes = readFileSync(path)
  const at = Math.floor(random() * bytes.length)
  bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8))
  writeFileSync(path, bytes)
  return at
}
