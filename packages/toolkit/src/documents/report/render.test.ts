/** The page as text: self-contained, guarded, deterministic, within its budget, and honest about the unknown. */
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { reportClient } from '../generated/report-client.ts'
import type { ReportInput } from '../input.ts'
import { attacks, cleanInput, hostileInput, largeInput, sampleInput } from '../testing/sample.ts'
import { formatDataBlock } from './data.ts'
import { renderReport } from './render.ts'
import { formatReportStyle } from './style.ts'

const empty: ReportInput = {
  ...cleanInput(),
  inventory: { name: 'nothing', components: [], roots: [], files: [], issues: [] },
}

function withoutScripts(page: string): string {
  return page.replace(/<(script|style)[^>]*>.*?<\/\1>/gs, '')
}

/** The data block as the page's script will read it. */
function blockOf(page: string): unknown {
  return JSON.parse(/<script type="application\/json" id="data">(.*?)<\/script>/s.exec(page)?.[1] ?? '')
}

test('nothing but its own style and script may run, and nothing is loaded', () => {
  const page = renderReport(sampleInput())
  const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
  expect(page).toContain(
    `content="default-src 'none';style-src ${hash(formatReportStyle())};script-src ${hash(reportClient)};img-src data:;base-uri 'none';form-action 'none'"`,
  )
  expect(page.indexOf('Content-Security-Policy')).toBeLessThan(page.indexOf('<style>'))
  expect(page.includes(`<style>${formatReportStyle()}</style>`)).toBe(true)
  expect(page.includes(`<script>${reportClient}</script>`)).toBe(true)
  expect(/ (src|style|on\w+)=|<(iframe|object|embed|base|form)\b/.exec(withoutScripts(page))).toBeNull()
  expect(/@import|url\(/.exec(formatReportStyle())).toBeNull()
  const targets = [...withoutScripts(page).matchAll(/href="([^"#][^"]*)"( rel="noreferrer")?/g)]
  expect(targets.filter(([, href, rel]) => href !== 'data:,' && rel === undefined)).toEqual([])
})

test('same input, same bytes', () => {
  expect(renderReport(sampleInput()) === renderReport(sampleInput())).toBe(true)
})

test('landmarks, one h1, and a heading of every section that has a number or says unknown', () => {
  for (const input of [sampleInput(), sampleInput({ findings: undefined }), cleanInput(), empty]) {
    const page = withoutScripts(renderReport(input))
    expect(page.match(/<h1\b/g)).toHaveLength(1)
    expect(page.match(/<(main|nav class="rail"|header|a class="skip")/g)).toHaveLength(4)
    const answers = [...page.matchAll(/<h[12] id="\w+-h" tabindex="-1">(.*?)<\/h[12]>/g)].map(
      (match) => match[1] ?? '',
    )
    expect(answers).toHaveLength(8)
    expect(answers.filter((answer) => !/\d|unknown/i.test(answer))).toEqual([])
  }
})

test('ids are unique, and each link inside the page leads somewhere', () => {
  const page = withoutScripts(renderReport(sampleInput()))
  const ids = [...page.matchAll(/ id="([^"]*)"/g)].map((match) => match[1])
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([])
  const links = [...page.matchAll(/href="#([^"]*)"/g)].map((match) => match[1])
  expect(links.filter((id) => !ids.includes(id))).toEqual([])
})

test('hostile text stays text, in markup and in the data block', () => {
  const page = renderReport(hostileInput())
  expect(page.match(/<script/g)).toHaveLength(2)
  expect(page.match(/<\/script/g)).toHaveLength(2)
  // oxlint-disable-next-line no-control-regex -- no control character may be left
  const marks = [/<img/, /<svg\//, /<!--/, /href="javascript/i, /[\u0000\u202e\u2028]/].filter((mark) =>
    mark.test(page),
  )
  expect(marks).toEqual([])
  expect(JSON.stringify(blockOf(page)).includes('</script><script>')).toBe(true)
  expect(page.length).toBeLessThan(400_000)
  expect(JSON.parse(formatDataBlock({ attacks }))).toEqual({ attacks })
})

test('components that the data says nothing about read unknown, not 0', () => {
  const countsOf = (input: ReportInput): readonly string[] =>
    [...renderReport(input).matchAll(/data-l="Findings">(.*?)<\/td>/g)].map((match) => match[1] ?? '')
  expect(countsOf(sampleInput({ findings: undefined }))).toEqual(Array.from({ length: 10 }, () => 'unknown'))
  expect(countsOf(sampleInput()).toSorted()).toEqual(['0', '0', '0', '1', '1', '1', '1', '1', '1', 'unknown'])
  expect(countsOf(sampleInput({ starterSetOnly: true }))).not.toContain('0')
})

test('no word of the page promises more than evidence', () => {
  const text = withoutScripts(renderReport(sampleInput())).replace(/<[^>]*>/g, ' ')
  expect(text.match(/\b(met|compliant|compliance|secure|safe|certified)\b/gi)).toBeNull()
})

test('the frame stays within 80 kB, and a large product within 1.5 MB', () => {
  const frame = renderReport({ ...empty, cra: { ...empty.cra, requirements: [] } })
  expect(Buffer.byteLength(frame)).toBeLessThan(80_000)
  expect(Buffer.byteLength(renderReport(empty))).toBeLessThan(100_000)
  const page = renderReport(largeInput({ components: 5_000, findings: 500 }))
  expect(Buffer.byteLength(page)).toBeLessThan(1_500_000)
  expect(page.match(/<tr id="f-\d+"/g)).toHaveLength(500)
  expect(page.includes('Shown are 200 of 5,000, direct ones first.')).toBe(true)
})

test('malicious packages stand on top, notices apart', () => {
  const input = sampleInput()
  const first = input.findings?.findings[1]
  if (input.findings === undefined || first === undefined) throw new Error('the sample has findings')
  const bad = { ...first, key: 'bad', group: 'MAL-2024-1', isMalicious: true }
  const page = renderReport({
    ...input,
    findings: { ...input.findings, findings: [...input.findings.findings, bad] },
  })
  const order = ['id="t-malicious"', 'id="t-vulnerabilities"', 'id="t-notices"'].map((mark) =>
    page.indexOf(mark),
  )
  expect(order).toEqual(order.toSorted((a, b) => a - b))
  expect(order[0]).toBeGreaterThan(0)
  expect(page.includes('1 malicious package and 5 known vulnerabilities')).toBe(true)
})
