/** Dates: well-formed, and not later than the revision of the document that tells of them. */
import { type CsafFlaw, type CsafTest, only21 } from '../csaf-test.ts'
import { compareInstants, type Instant, isStrictInstant, parseInstant } from '../instant.ts'
import { child, children, type Node, quote, text, type Text, textAt } from '../node.ts'
import { type CsafView, isReleased } from '../view.ts'

/** A fortnight and a day, in seconds (test 6.2.41). */
const oldEpss = 15 * 24 * 3600

export const dates: readonly CsafTest[] = [
  {
    id: '6.1.37',
    title: 'Date and Time',
    versions: only21,
    *run(view) {
      for (const { text: date, path } of allDates(view)) {
        if (!isStrictInstant(date)) yield { path, message: `${quote(date)} is no date and time with zone` }
      }
    },
  },
  {
    id: '6.1.45',
    title: 'Inconsistent Disclosure Date',
    versions: only21,
    *run(view) {
      if (view.tlp !== 'CLEAR' || !isReleased(view)) return
      for (const { node } of view.vulnerabilities) yield* findLater(textAt(node, 'disclosure_date'), view)
    },
  },
  released('6.1.49', 'Inconsistent SSVC Timestamp', (view) => timestamps(view, 'ssvc_v2')),
  released('6.1.51', 'Inconsistent EPSS Timestamp', (view) => timestamps(view, 'epss')),
  released('6.1.52', 'Inconsistent First Known Exploitation Dates', (view) =>
    exploitations(view).flatMap((item) => [...textAt(item, 'date'), ...textAt(item, 'exploitation_date')]),
  ),
  {
    id: '6.1.53',
    title: 'Inconsistent Exploitation Date',
    versions: only21,
    *run(view) {
      for (const item of exploitations(view)) {
        const [known, exploited] = [
          parseInstant(text(item, 'date') ?? ''),
          parseInstant(text(item, 'exploitation_date') ?? ''),
        ]
        if (known !== undefined && exploited !== undefined && compareInstants(exploited, known) > 0)
          yield {
            path: `${item.path}/exploitation_date`,
            message: 'was exploited after it was known to be exploited',
          }
      }
    },
  },
  {
    id: '6.2.33',
    title: 'Disclosure Date Newer than Revision History',
    versions: only21,
    *run(view) {
      const now = parseInstant(view.now)
      if (now === undefined) {
        yield { skipped: 'the time of the validation was not given' }
        return
      }
      for (const { node } of view.vulnerabilities) {
        const past = textAt(node, 'disclosure_date').filter((date) => {
          const time = parseInstant(date.text)
          return time !== undefined && compareInstants(time, now) < 0
        })
        yield* findLater(past, view)
      }
    },
  },
  { id: '6.2.41', title: 'Old EPSS Timestamp', versions: only21, run: findOldEpss },
]

function released(id: string, title: string, list: (view: CsafView) => readonly Text[]): CsafTest {
  return { id, title, versions: only21, run: (view) => (isReleased(view) ? findLater(list(view), view) : []) }
}

function* findLater(list: readonly Text[], { revisions: { newest } }: CsafView): Iterable<CsafFlaw> {
  for (const { text: date, path } of list) {
    const time = parseInstant(date)
    if (time !== undefined && newest !== undefined && compareInstants(time, newest) > 0)
      yield { path, message: `${quote(date)} is later than the newest revision` }
  }
}

function metricParts(view: CsafView, member: string): readonly Node[] {
  return view.vulnerabilities.flatMap(({ metrics }) => metrics.map(({ content }) => child(content, member)))
}

function timestamps(view: CsafView, member: string): readonly Text[] {
  return metricParts(view, member).flatMap((part) => textAt(part, 'timestamp'))
}

function exploitations({ vulnerabilities }: CsafView): readonly Node[] {
  return vulnerabilities.flatMap(({ node }) => children(node, 'first_known_exploitation_dates'))
}

/** Of all EPSS values of a vulnerability, the youngest counts. */
function* findOldEpss(view: CsafView): Iterable<CsafFlaw> {
  const { newest } = view.revisions
  if (newest === undefined || !isReleased(view)) return
  for (const { metrics } of view.vulnerabilities) {
    let youngest: { readonly time: Instant; readonly path: string } | undefined
    for (const { text: date, path } of metrics.flatMap(({ content }) =>
      textAt(child(content, 'epss'), 'timestamp'),
    )) {
      const time = parseInstant(date)
      if (time !== undefined && (youngest === undefined || compareInstants(time, youngest.time) > 0))
        youngest = { time, path }
    }
    if (youngest === undefined) continue
    const limit = { seconds: newest.seconds - oldEpss, fraction: newest.fraction }
    if (compareInstants(youngest.time, limit) < 0)
      yield { path: youngest.path, message: 'more than 15 days older than the newest revision' }
  }
}

/** Data: lists within a vulnerability whose items have a `date`. */
const dated = ['first_known_exploitation_dates', 'flags', 'involvements', 'remediations', 'threats']

function* allDates(view: CsafView): Iterable<Text> {
  const { tracking } = view
  yield* textAt(tracking, 'current_release_date')
  yield* textAt(child(tracking, 'generator'), 'date')
  yield* textAt(tracking, 'initial_release_date')
  for (const { node } of view.revisions.all) yield* textAt(node, 'date')
  for (const { node } of view.vulnerabilities) {
    yield* textAt(node, 'disclosure_date')
    yield* textAt(node, 'discovery_date')
    for (const list of dated) for (const item of children(node, list)) yield* textAt(item, 'date')
  }
  yield* exploitations(view).flatMap((item) => textAt(item, 'exploitation_date'))
  yield* timestamps(view, 'epss')
  yield* timestamps(view, 'ssvc_v2')
}
