/** SIG-REPO-LOG-DOC: does the documentation speak of a security log, and of switching it off. */
import { toTopicSignal } from '../prose/topics.ts'
import { say } from '../say.ts'

export const logDoc = toTopicSignal({
  id: 'SIG-REPO-LOG-DOC',
  subject: say`security logging`,
  topics: [
    {
      name: 'security-log',
      line: /\b(audit|security|access|authentication|login)[- ](log(s|ging)?|trail|events?)\b|\blog(s|ged|ging)?\b.{0,30}\b(failed logins?|login attempts?|unauthori[sz]ed)\b|Prüfprotokoll/i,
      not: /npm audit|security advisor/i,
    },
    {
      name: 'opt-out',
      line: /\b(disabl\w*|turn\w* off|opt(ing)?[- ]out of|switch\w* off)\b.{0,25}\b(audit|security|access|event|request)?[- ]?log(s|ging)?\b/i,
    },
  ],
})
