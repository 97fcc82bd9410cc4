/** What triage brings into the page: groups, reasons, attacks, imports, decisions, policy; nothing hidden, nothing invented. */
import { expect, test } from 'vitest'
import { hostileTriagedInput, largeTriagedInput, triagedInput } from '../testing/triaged.ts'
import { sampleInput } from '../testing/sample.ts'
import { renderReport } from './render.ts'

function textOf(page: string): string {
  return page
    .replace(/<(script|style)[^>]*>.*?<\/\1>/gs, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
}

function rowOf(page: string, id: string): string {
  const row = page.split('<tr ').find((part) => part.startsWith('id="f-') && part.includes(`>${id}<`))
  return textOf(row ?? '').replaceAll('&#39;', "'")
}

const page = renderReport(triagedInput())
const german = renderReport(triagedInput({ language: 'de' }))

test('findings stand under the headings of the queue, in its order, in both languages', () => {
  const heads = (html: string): readonly string[] =>
    [...html.matchAll(/<tr class="gh"><th[^>]*>(.*?) <b>(\d+)<\/b>/g)].map(
      (match) => `${match[1]} ${match[2]}`,
    )
  expect(heads(page)).toEqual([
    'Someone exploits it already 1',
    'One upgrade away 1',
    'Sources do not agree 1',
    'A decision no longer fits 2',
    'Waits for a second person 1',
    'The rest 1',
  ])
  expect(heads(german)).toEqual([
    'Wird schon ausgenutzt 1',
    'Ein Update entfernt 1',
    'Die Quellen sind sich nicht einig 1',
    'Eine Entscheidung passt nicht mehr 2',
    'Wartet auf eine zweite Person 1',
    'Der Rest 1',
  ])
  expect(page.indexOf('Someone exploits')).toBeLessThan(page.indexOf('id="decided"'))
})

test('decided ones are closed, counted, and not in the headline, the steps or the picture', () => {
  expect(textOf(page)).toContain(
    'at least 8 known vulnerabilities open in 6 of 10 components, 2 decided as not affected or fixed. 1 is exploited already.',
  )
  const decided = page.slice(page.indexOf('<details class="card fold" id="decided">'))
  expect(textOf(decided)).toMatch(/^ Decided 3 2 not affected or fixed, 1 still in the product/)
  const steps = textOf(page.slice(page.indexOf('id="next-h"'), page.indexOf('id="pic-h"')))
  expect(steps).not.toContain('GHSA-grv7-fg5c-xmjg')
  expect(steps).toContain(
    '1 Update ws 8.13.0 to 8.17.1 or later Exploited already, high, in the product, direct.',
  )
  expect(textOf(page)).toContain('At least 8 known vulnerabilities: 3 in direct dependencies')
  expect(textOf(page)).toContain('2 decided as not affected or fixed are not drawn here.')
})

test('each finding says why, what is known of attacks, and whether it is imported; what is missing is unknown', () => {
  const hot = rowOf(page, 'GHSA-3h5v-q93c-6h6q')
  for (const text of [
    'High',
    'Exploited',
    'since 2 Oct 2026',
    'used by ransomware',
    'EPSS 94.4 % (20 Nov 2026)',
    'imported at src/server.ts:12',
    'is loaded by src/server.ts:12; high',
  ])
    expect(hot).toContain(text)
  const rest = rowOf(page, 'GHSA-test-rest-0004')
  for (const text of [
    'Exploited: unknown, no fresh list loaded',
    'EPSS unknown',
    'import unknown: not looked for',
  ])
    expect(rest).toContain(text)
  const calm = rowOf(page, 'GHSA-rv95-896h-c2vc')
  expect(calm).toContain('Not in a list of exploited ones EPSS 0.04 % (20 Nov 2026)')
  expect(calm).toContain('import unknown: names of modules are computed')
  expect(rowOf(german, 'GHSA-3h5v-q93c-6h6q')).toContain('wird von src/server.ts:12 geladen; hoch')
})

test('a decision says what, why, who and until when; a stale one what it was and what changed', () => {
  expect(rowOf(page, 'GHSA-grv7-fg5c-xmjg')).toContain(
    'Not affected the vulnerable code is not run. Only the build calls it, with our own input. Curator, 1 Nov 2026 · until 30 Jan 2027',
  )
  expect(rowOf(page, 'GHSA-9wv6-86v2-598j')).toContain(
    'Then: Not affected, 1 Nov 2026. Now: the affected range changed, it reads &gt;=0 &lt;0.1.10; the use in the product changed: imported at src/router.ts:12.',
  )
  expect(rowOf(page, 'GHSA-pxg6-pf52-xh8x')).toContain('Expired Not affected')
  expect(rowOf(page, 'GHSA-test-wait-0001')).toContain('Waits for a second person Not affected')
  expect(rowOf(page, 'GHSA-test-plan-0002')).toContain(
    'to be done by 15 Dec 2026 · made elsewhere, holds here',
  )
  expect(rowOf(page, 'GHSA-test-done-0003')).toContain('from urn:vex:acme:7')
})

test('the policy says kept or not, each broken rule with what to do, and exceptions with their last day', () => {
  const part = textOf(
    page.slice(page.indexOf('<section id="policy"'), page.indexOf('<section id="requirements"')),
  )
  for (const text of [
    'The policy is not kept: 1 rule is broken.',
    'Ours (.occtet/policy.yaml): 2 rules over 10 components and 0 findings.',
    'breaks the gate no-git 9 times Sources must be pinned. What to do: Use a mirror.',
    '2 exceptions',
    'until 31 Dec 2026 Approver: Agreed for this release.',
    'expired on 31 Oct 2026, lifts nothing',
  ])
    expect(part).toContain(text)
  const { policy, ...rest } = triagedInput()
  if (policy === undefined) throw new Error('the sample has a policy')
  expect(renderReport(rest)).not.toContain('id="policy"')
  const kept = { ...policy.report, failed: [], results: [], idleExceptions: [] }
  expect(textOf(renderReport({ ...rest, policy: { ...policy, report: kept } }))).toContain(
    'The policy is kept: 2 rules, no remark.',
  )
})

test('without triage the page has no headings of groups and no decided ones', () => {
  const plain = renderReport(sampleInput())
  expect([plain.includes('class="gh"'), plain.includes('id="decided"')]).toEqual([false, false])
})

test('hostile texts of triage stay texts', () => {
  const hostile = renderReport(hostileTriagedInput())
  expect(hostile.match(/<script/g)).toHaveLength(2)
  // oxlint-disable-next-line no-control-regex -- no control character may be left
  const marks = [/<img/, /<svg\//, /<!--/, /href="javascript/i, /[\u0000\u202e\u2028]/]
  expect(marks.filter((mark) => mark.test(hostile))).toEqual([])
  expect(hostile.length).toBeLessThan(400_000)
})

test('5,000 components and 500 findings after triage stay within 1.5 MB', () => {
  const large = renderReport(largeTriagedInput({ components: 5_000, findings: 500 }))
  expect(Buffer.byteLength(large)).toBeLessThan(1_500_000)
  expect(large.match(/<tr id="f-\d+"/g)).toHaveLength(500)
})
