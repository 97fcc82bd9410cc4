/** The same facts make the same papers, byte for byte, on the command line and on the server. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  buildPaper,
  paperKinds,
  paperLanguages,
  toPaperInput,
  writePaperJson,
} from '@occtet/toolkit/documents'
import { expect, test } from 'vitest'
import type { Context } from '../../apps/cli/src/context.ts'
import { openDesk } from '../../apps/cli/src/product-desk.ts'
import { gatherPaperInput } from '../../apps/cli/src/papers-input.ts'
import { addProduct, now } from '../../apps/server/src/cases/testing/product.ts'
import { readPaperFacts } from '../../apps/server/src/documents/paper-facts.ts'
import { fullProfile, profileText } from '../../apps/server/src/documents/testing/profile.ts'
import { writeBlob } from '../../apps/server/src/db/blobs.ts'
import { packText } from '../../apps/server/src/inventory/stored-json.ts'
import { createTestServer } from '../../apps/server/src/testing/server.ts'
import { scratch } from '../cli.ts'
import { describeStores } from '../postgres.ts'

const lock = {
  name: 'tideway',
  lockfileVersion: 3,
  packages: {
    '': { name: 'tideway', version: '4.2.0', dependencies: { lodash: '4.17.4' } },
    'node_modules/lodash': { version: '4.17.4', license: 'MIT' },
  },
}

function makeFolder(): string {
  const dir = scratch('two-doors')
  mkdirSync(join(dir, '.occtet'))
  writeFileSync(join(dir, '.occtet', 'product.yaml'), `${profileText}answers: tracked\n`)
  writeFileSync(join(dir, 'package.json'), JSON.stringify({ name: 'tideway', version: '4.2.0' }))
  writeFileSync(join(dir, 'package-lock.json'), JSON.stringify(lock))
  writeFileSync(join(dir, 'SECURITY.md'), '# Security\n\nReport to security@tideway.example.\n')
  return dir
}

const context: Context = {
  out: () => undefined,
  drain: async () => Promise.resolve(),
  say: () => undefined,
  redraw: () => undefined,
  stdin: (async function* () {})(),
  env: { OCCTET_HOME: scratch('home') },
  isInteractive: false,
  hasColour: false,
  isOffline: true,
  columns: 80,
  now: () => now,
}

describeStores('papers of two doors', (stores) => {
  test.each(paperLanguages)('%s: every kind of paper has the same bytes', async (lang) => {
    const dir = makeFolder()
    const desk = await openDesk(context, dir, {})
    const there = await gatherPaperInput(context, dir, { lang })
    const server = await createTestServer({ store: await stores.open() })
    const { alpha } = server
    await addProduct(alpha, { slug: 'shown', profile: { ...fullProfile(), answers: 'tracked' } })
    await alpha.change(async (change) => {
      const keep = async (value: unknown): Promise<string> =>
        writeBlob(alpha, change, { bytes: packText(JSON.stringify(value)), now })
      const [inventory_digest, evidence_digest] = [await keep(desk.inventory), await keep(desk.status)]
      const findings = desk.findings.findings.map(({ decision: _, ...finding }) => finding)
      const findings_digest = await keep({ ...desk.findings, findings })
      await change.db
        .updateTable('release')
        .set({ inventory_digest, evidence_digest, findings_digest, analysed_at: now })
        .where('org_id', '=', alpha.id)
        .execute()
    })
    const read = await readPaperFacts(alpha, { product: 'shown', release: 'current', now })
    if (!read.ok) throw new Error(read.error.message)
    const here = toPaperInput({ ...read.value.facts, language: lang })
    // The command line has only its small sample of advisories here, of which no paper speaks; the server has looked.
    const { findings, ...rest } = here
    expect(findings?.asOf).toBe(desk.findings.asOf)
    // Stored evidence keeps its English words alone; German papers of both doors then say that the finding is in English.
    const status = JSON.parse(JSON.stringify(desk.status)) as typeof desk.status
    const stored = lang === 'en' ? there : { ...there, status }
    let compared = 0
    for (const kind of paperKinds) {
      const [ours, theirs] = [buildPaper(kind, rest), buildPaper(kind, stored)]
      if (!ours.ok || !theirs.ok) {
        expect(ours).toEqual(theirs)
        continue
      }
      expect(writePaperJson(ours.value)).toBe(writePaperJson(theirs.value))
      compared++
    }
    expect(compared).toBeGreaterThan(10)
  })
})
