/** Packages on disk: the same bytes each time, readable by others, and the answer about a file. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawnSync } from 'node:child_process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fromBuffer } from 'yauzl'
import { sha256Hex } from '../../base/index.ts'
import { buildEvidencePackage, type PackageFiles, readPackageZip } from '../../evidence-package/index.ts'
import { artefacts, createSample, policy } from '../../evidence-package/testing/sample.ts'
import { EvidenceFileError, packEvidence, verifyEvidenceFile } from './index.ts'

let folder = ''
let path = ''
let files: PackageFiles
const at = '2026-11-12T10:00:00.000Z'

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'occtet-evidence-'))
  path = join(folder, 'evidence.zip')
  const built = buildEvidencePackage((await createSample()).parts)
  if (!built.ok) throw new Error(built.error.message)
  files = built.value
  writeFileSync(path, packEvidence(files))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function listed(map: PackageFiles): readonly (readonly [string, string])[] {
  return [...map]
    .map(([name, bytes]) => [name, sha256Hex(bytes)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
}

/** What another reader of ZIP finds. */
function readByOther(bytes: Uint8Array): Promise<PackageFiles> {
  return new Promise((resolve, reject) => {
    fromBuffer(
      Buffer.from(bytes),
      { lazyEntries: true, validateEntrySizes: true, strictFileNames: true },
      (cause, zip) => {
        if (cause !== null) return reject(cause)
        const found = new Map<string, Uint8Array>()
        zip.on('entry', (entry: { readonly fileName: string }) => {
          zip.openReadStream(entry as never, (error, stream) => {
            if (error !== null) return reject(error)
            const chunks: Buffer[] = []
            stream.on('data', (chunk: Buffer) => chunks.push(chunk))
            stream.on('end', () => {
              found.set(entry.fileName, new Uint8Array(Buffer.concat(chunks)))
              zip.readEntry()
            })
          })
        })
        zip.on('end', () => resolve(found))
        zip.on('error', reject)
        zip.readEntry()
      },
    )
  })
}

test('what we pack, we and another reader read alike', async () => {
  const bytes = packEvidence(files)
  const ours = readPackageZip(bytes)
  expect(ours.ok && listed(ours.value)).toEqual(listed(files))
  expect(listed(await readByOther(bytes))).toEqual(listed(files))
})

test('the same files give the same bytes, in any order and any time zone', async () => {
  const digest = sha256Hex(packEvidence(files))
  expect(sha256Hex(packEvidence(new Map([...files].reverse())))).toBe(digest)
  const small = new Map([['README.txt', new TextEncoder().encode('x')]])
  const script = `import { packEvidence } from ${JSON.stringify(new URL('./write-zip.ts', import.meta.url).href)}
    import { createHash } from 'node:crypto'
    const bytes = packEvidence(new Map([['README.txt', new TextEncoder().encode('x')]]))
    console.log(createHash('sha256').update(bytes).digest('hex'))`
  const file = join(folder, 'pack.mts')
  writeFileSync(file, script)
  const zones = ['UTC', 'Pacific/Kiritimati', 'America/St_Johns'].map((TZ) => {
    const run = spawnSync('node_modules/.bin/tsx', ['--conditions=@occtet/source', file], {
      encoding: 'utf8',
      env: { ...process.env, TZ },
    })
    return run.stdout.trim() || run.stderr
  })
  expect(new Set(zones)).toEqual(new Set([sha256Hex(packEvidence(small))]))
})

test('the answer about a file is that of its files', async () => {
  expect((await verifyEvidenceFile(path, { at, policy })).verdict).toEqual({ kind: 'valid' })
  expect((await verifyEvidenceFile(path, { at })).verdict).toEqual({
    kind: 'unknown',
    reason: 'LOG_KEY_NOT_COMPARED',
  })
  const mine = join(folder, 'mine.html')
  writeFileSync(mine, artefacts.technical)
  const result = await verifyEvidenceFile(path, { at, policy, artefacts: [mine] })
  expect(result.documents[0]).toMatchObject({ name: 'mine.html', state: 'recorded' })
})

test('a file that is no package is an answer, a file that is not there is an error', async () => {
  const none = join(folder, 'none.zip')
  writeFileSync(none, 'PK')
  const result = await verifyEvidenceFile(none, { at, policy })
  expect(result.verdict).toEqual({ kind: 'invalid', reason: 'NOT_A_PACKAGE' })
  expect(result.checks[0]).toMatchObject({ id: 'files', outcome: 'failed', code: 'ZIP_MALFORMED' })
  await expect(verifyEvidenceFile(join(folder, 'missing.zip'), { at })).rejects.toBeInstanceOf(
    EvidenceFileError,
  )
  await expect(verifyEvidenceFile(path, { at, artefacts: [folder] })).rejects.toBeInstanceOf(
    EvidenceFileError,
  )
})

test('an archive that was packed again with compression is read; one inside a folder is not', async () => {
  for (const [name, bytes] of files) {
    const parts = name.split('/').slice(0, -1)
    spawnSync('mkdir', ['-p', join(folder, 'tree', ...parts)])
    writeFileSync(join(folder, 'tree', name), bytes)
  }
  const zip = (out: string, cwd: string, what: string) => spawnSync('zip', ['-q', '-r', out, what], { cwd })
  const again = join(folder, 'again.zip')
  const ran = zip(again, join(folder, 'tree'), '.')
  if (ran.error !== undefined) return
  expect((await verifyEvidenceFile(again, { at, policy })).verdict).toEqual({ kind: 'valid' })
  const nested = join(folder, 'nested.zip')
  zip(nested, folder, 'tree')
  expect((await verifyEvidenceFile(nested, { at, policy })).verdict.kind).toBe('invalid')
})
