import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { buildPaper } from './build.ts'
import { paperKinds } from './kinds/registry.ts'
import { releasePaper } from './gate.ts'
import { type Paper, statementsOf } from './model.ts'
import { fullInput, generatedAt, hostileInput } from './testing/sample.ts'
import { smallPaper } from './testing/small-paper.ts'
import { writePaperHtml } from './write-html.ts'
import { writePaperJson } from './write-json.ts'
import { writePaperMarkdown } from './write-markdown.ts'

const writers = [
  ['html', writePaperHtml],
  ['md', writePaperMarkdown],
  ['json', writePaperJson],
] as const

const hostilePapers = paperKinds.flatMap((kind) => {
  const built = buildPaper(kind, hostileInput())
  return built.ok ? [built.value] : []
})

test.each(writers)('small paper as %s (UPDATE_GOLDEN=1 rewrites)', (form, write) => {
  const folder = new URL('./testing/testdata/', import.meta.url)
  const file = new URL(`small.${form}`, folder)
  const text = write(smallPaper)
  if (process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(folder, { recursive: true })
    writeFileSync(file, text)
  }
  expect(text).toBe(readFileSync(file, 'utf8'))
})

test.each(writers)('%s: the same paper gives the same bytes', (_, write) => {
  for (const kind of paperKinds) {
    const twice = [buildPaper(kind, fullInput()), buildPaper(kind, fullInput())]
    const [first, second] = twice.map((built) => (built.ok ? write(built.value) : ''))
    expect(first).toBe(second)
  }
})

test('every statement of every paper stands in the page with its article and where it comes from', () => {
  for (const kind of paperKinds) {
    const built = buildPaper(kind, fullInput())
    if (!built.ok) continue
    const page = writePaperHtml(built.value)
    for (const statement of statementsOf(built.value))
      expect(page).toContain(statement.article.replaceAll("'", '&#39;'))
    expect(
      page.includes('stated by the manufacturer') || page.includes('answer ') || page.includes('evidence '),
    ).toBe(true)
  }
})

test('html: hostile text stays text', () => {
  expect(hostilePapers.length).toBeGreaterThan(14)
  for (const paper of hostilePapers) {
    const page = writePaperHtml(paper)
    expect(page).not.toMatch(/<script|<img|onerror=alert\(2\)>|javascript:alert\(3\)"/)
    expect(page).not.toContain('\u202e')
    expect(page).not.toContain('\u0000')
    expect(page.match(/<\/style>/g)).toHaveLength(1)
    expect(page.match(/href="(?!#|data:,"|https:\/\/tideway\.example)/g)).toBeNull()
  }
})

test('markdown: hostile text opens no heading, table cell, link or tag', () => {
  for (const paper of hostilePapers) {
    const page = writePaperMarkdown(paper)
    expect(page).not.toContain('\u202e')
    expect(page).not.toMatch(/^# heading/m)
    expect(page).not.toMatch(/[^\\]\[x\]\(javascript/)
    expect(page).not.toMatch(/<(?!https:\/\/)/)
    expect(page).not.toMatch(/[^\\]\| a/)
  }
})

test('json: parses, keeps hostile text as it came, and carries the gate', () => {
  for (const paper of hostilePapers) {
    const read = JSON.parse(writePaperJson(paper)) as {
      readonly paper: Paper
      readonly check: { readonly paper: string }
    }
    expect(read.paper.product.name).toContain('</script>')
    expect(read.check.paper).toBe(paper.id)
  }
})

test('security.txt: no field grows out of a value', () => {
  const file = hostilePapers.find((paper) => paper.id === 'security-txt')?.publication?.text ?? ''
  const fields = file.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  expect(fields).toEqual(['Expires: 2027-11-17T00:00:00.000Z', 'Preferred-Languages: en'])
})

test('drafts are marked in every form; a released paper names the person and bears no mark', () => {
  const released: Paper = { ...smallPaper, sections: smallPaper.sections.slice(0, 1) }
  const done = releasePaper(released, { by: 'Owner', at: generatedAt })
  if (!done.ok) throw new Error(done.error.message)
  expect(writePaperHtml(smallPaper)).toContain('class="mark"')
  expect(writePaperMarkdown(smallPaper).match(/^#{1,2} \[DRAFT\]/gm)).toHaveLength(5)
  expect(writePaperJson(smallPaper)).toContain('"kind": "draft"')
  expect(writePaperHtml(done.value)).not.toContain('class="mark"')
  expect(writePaperHtml(done.value)).toContain('Released by Owner on 22 Nov 2026.')
  expect(writePaperMarkdown(done.value)).not.toContain('DRAFT')
})
