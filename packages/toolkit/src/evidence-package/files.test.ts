/** Paths, the list of files, the files of records: what is read, what is refused, and that writing and reading agree. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parsePath } from './layout.ts'
import { findManifestFault, formatManifest, parseManifest } from './manifest.ts'
import { embedPackage, emptyPageData, readPageData } from './page-data.ts'
import { formatReadme } from './readme-text.ts'
import { formatClosedFile, formatEventFile, parseRecordFile } from './record-file.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const about = { createdAt: '2026-11-10T09:00:00.000Z', title: 'Webshop' }

test.each([
  ['README.txt', 'readme'],
  ['verify.html', 'page'],
  ['manifest.json', 'manifest'],
  ['policy.txt', 'policy'],
  ['log/checkpoint', 'checkpoint'],
  ['log/0.checkpoint', 'old-checkpoint'],
  ['log/12.consistency', 'consistency'],
  ['events/0.json', 'event'],
  ['events/12.tlog-proof', 'event-proof'],
  ['keys/3.json', 'public'],
  ['keys/3.tlog-proof', 'public-proof'],
  ['attestations/sbom.cdx.json.intoto.jsonl', 'attestation'],
  ['timestamps/9.tsa-1.tsr', 'timestamp'],
  ['artefacts/a/b/c/d/e.pdf', 'artefact'],
  ['artefacts/a/b/c/d/e/f.pdf', undefined],
  ['artefacts/', undefined],
  ['artefacts/a/../b', undefined],
  ['artefacts/.htaccess', undefined],
  ['log/-1.checkpoint', undefined],
  ['log/01.checkpoint', undefined],
  ['events/99999999999999999999.json', undefined],
  ['events/1.json\n', undefined],
  ['Events/1.json', undefined],
  ['attestations/.intoto.jsonl', undefined],
  ['timestamps/9.tsr', undefined],
  ['', undefined],
  ['/', undefined],
])('%j is %s', (path, kind) => {
  expect(parsePath(path)?.kind).toBe(kind)
})

test('no path leads out of its folder', () => {
  fc.assert(
    fc.property(
      fc.string({ maxLength: 220, unit: fc.constantFrom(...'aA0./-_+\\: \0é'.split('')) }),
      (tail) => {
        const path = `artefacts/${tail}`
        const isTaken = parsePath(path) !== undefined
        const isSafe = path.split('/').every((part) => /^[A-Za-z0-9_]/.test(part)) && /^[\w./+-]+$/.test(path)
        expect(isTaken && !isSafe).toBe(false)
      },
    ),
  )
})

test('a list is read as it was written, and names what is not as listed', () => {
  const files = new Map([
    ['README.txt', bytes('hello')],
    ['policy.txt', bytes('quorum none\n')],
    ['artefacts/a.pdf', bytes('pdf')],
  ])
  const manifest = parseManifest(bytes(formatManifest(about, files)))
  if (!manifest.ok) throw new Error(manifest.error.message)
  expect(manifest.value.files.map(({ path }) => path)).toEqual([
    'README.txt',
    'artefacts/a.pdf',
    'policy.txt',
  ])
  const ask = (change: (copy: Map<string, Uint8Array>) => unknown, isPage = false) => {
    const copy = new Map(files)
    change(copy)
    return findManifestFault(manifest.value, copy, isPage)
  }
  expect(ask(() => undefined)).toBeUndefined()
  expect(ask((copy) => copy.set('README.txt', bytes('hallo')))).toEqual({
    code: 'FILE_CHANGED',
    path: 'README.txt',
  })
  expect(ask((copy) => copy.set('keys/1.json', bytes('')))).toEqual({
    code: 'FILE_UNLISTED',
    path: 'keys/1.json',
  })
  expect(ask((copy) => copy.delete('artefacts/a.pdf'))).toEqual({
    code: 'FILE_MISSING',
    path: 'artefacts/a.pdf',
  })
  expect(ask((copy) => copy.delete('artefacts/a.pdf'), true)).toBeUndefined()
  expect(ask((copy) => copy.delete('policy.txt'), true)).toEqual({ code: 'FILE_MISSING', path: 'policy.txt' })
  expect(ask((copy) => copy.set('verify.html', bytes('any')))).toBeUndefined()
})

test.each([
  ['no JSON', '{'],
  [
    'another format',
    '{"format":"occtet-evidence/2","createdAt":"2026-11-10T09:00:00Z","title":"","files":[]}',
  ],
  ['no time', '{"format":"occtet-evidence/1","createdAt":"x","title":"","files":[]}'],
  [
    'a member twice',
    '{"format":"x","format":"occtet-evidence/1","createdAt":"2026-11-10","title":"","files":[]}',
  ],
  [
    'a long title',
    `{"format":"occtet-evidence/1","createdAt":"2026-11-10","title":"${'x'.repeat(501)}","files":[]}`,
  ],
  ['no list', '{"format":"occtet-evidence/1","createdAt":"2026-11-10","title":"","files":{}}'],
  [
    'itself',
    '{"format":"occtet-evidence/1","createdAt":"2026-11-10","title":"","files":[{"path":"manifest.json","bytes":1,"sha256":"' +
      '0'.repeat(64) +
      '"}]}',
  ],
  [
    'a path outside',
    '{"format":"occtet-evidence/1","createdAt":"2026-11-10","title":"","files":[{"path":"../a","bytes":1,"sha256":"' +
      '0'.repeat(64) +
      '"}]}',
  ],
])('a list with %s is refused', (_title, text) => {
  const read = parseManifest(bytes(text))
  expect(read.ok ? 'ok' : read.error.code).toBe('MANIFEST_MALFORMED')
})

test('files of records come back as they were', () => {
  const envelope = { payload: 'e30=', payloadType: 't', signatures: [{ keyid: 'k', sig: 'AA==' }] }
  const salt = new Uint8Array(32).fill(7)
  const disclosures = [{ name: 'actor', value: 'x', text: '["AAAAAAAAAAAAAAAAAAAAAA==","actor","x"]' }]
  const event = parseRecordFile(bytes(formatEventFile({ envelope, salt, disclosures })))
  expect(event).toEqual({
    ok: true,
    value: { kind: 'event', envelope, salt, disclosures: disclosures.map(({ text }) => text) },
  })
  const entry = bytes('{"c":"x"}')
  expect(parseRecordFile(bytes(formatClosedFile(entry)))).toEqual({
    ok: true,
    value: { kind: 'closed', entry },
  })
  const refused = [
    '',
    '[]',
    '{"entry":"?"}',
    '{"entry":"","x":1}',
    '{"salt":"","envelope":{},"disclosures":[]}',
    'x'.repeat(1024 * 1024 + 1),
  ]
  expect(refused.map((text) => parseRecordFile(bytes(text)).ok)).toEqual(refused.map(() => false))
  fc.assert(fc.property(fc.json(), (text) => void parseRecordFile(bytes(text))))
})

test('a page takes data once, and gives it back without the documents', () => {
  const files = new Map([
    ['README.txt', bytes('</script><!--')],
    ['artefacts/a.pdf', bytes('pdf')],
    ['manifest.json', bytes('{}')],
  ])
  const page = embedPackage(`<body>${emptyPageData}</body>`, files) ?? ''
  expect(page.match(/<\/script>/g)).toHaveLength(1)
  const data: unknown = JSON.parse(/id="package">(.*)<\/script>/.exec(page)?.[1] ?? '')
  const read = readPageData(data)
  expect([...(read?.keys() ?? [])].sort()).toEqual(['README.txt', 'manifest.json'])
  expect(read?.get('README.txt')).toEqual(files.get('README.txt'))
  expect(embedPackage('<body></body>', files)).toBeUndefined()
  expect(embedPackage(emptyPageData + emptyPageData, files)).toBeUndefined()
})

test('the README is short lines in two languages, and a title cannot break them', () => {
  const title = 'Webshop\u0000\n\u202eINSIDE'
  const text = formatReadme({ ...about, title, records: [], artefacts: [], attestations: [] })
  const lines = text.split('\n')
  expect(lines.filter((line) => line.length > 80)).toEqual([])
  expect(lines[1]).toBe('Webshop INSIDE')
  expect([text.includes('EVIDENCE PACKAGE'), text.includes('NACHWEISPAKET'), text.endsWith('\n')]).toEqual([
    true,
    true,
    true,
  ])
  expect(/immutable|tamper-proof|unveränderlich|fälschungssicher/i.test(text)).toBe(false)
})
