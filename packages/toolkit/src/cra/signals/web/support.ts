/** SIG-WEB-SUPPORT: does the saved product page say until when there is support (Art. 13(19): month and year at purchase). */
import { reasonWithout, type Signal, toSignalResult } from '../../signal.ts'
import { linesOfPage, pageOf, placeOnPage } from '../../web-page.ts'
import { findEndDates } from '../support-doc.ts'
import { say } from '../../say.ts'

const id = 'SIG-WEB-SUPPORT'

export const webSupport: Signal = {
  id,
  looksFor: 'practice',
  collect: (input) => {
    const page = pageOf(input.pages, 'product')
    if (page === undefined) {
      const statement = say`Whether the end of support is visible where the product is sold is unknown.`
      const facts = { found: null, date: null }
      return toSignalResult(id, { state: 'unknown', statement, facts, reason: reasonWithout(input, 'pages') })
    }
    const hits = findEndDates(page.name, linesOfPage(page).join('\n'))
    const last = [...hits].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0)).at(-1)
    if (last === undefined) {
      const statement = say`No date on which support ends was found on the saved page ${page.name}.`
      return toSignalResult(id, { state: 'absent', statement, facts: { found: false, date: null } })
    }
    const statement = say`The saved page ${page.name} names ${last.date} as an end of support.`
    const facts = { found: true, date: last.date }
    return toSignalResult(id, {
      state: 'present',
      statement,
      facts,
      evidence: [placeOnPage(page, last.line)],
    })
  },
}
