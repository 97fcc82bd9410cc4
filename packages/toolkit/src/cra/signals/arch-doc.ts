/** SIG-REPO-ARCH-DOC: is the architecture described. */
import { toFileSignal } from '../prose/files.ts'
import { say } from '../say.ts'

export const archDoc = toFileSignal({
  id: 'SIG-REPO-ARCH-DOC',
  subject: say`a description of the architecture`,
  path: /(^|\/)(architecture|architektur|system[-_ ]?design|design[-_ ]?(overview|doc(ument)?))[^/]{0,30}\.(md|rst|adoc|txt|pdf|html?|puml|dsl|drawio|svg|png)$|(^|\/)(adrs?|decisions|architecture[-_]decisions)\/[^/]+\.(md|rst|adoc)$|\.(puml|plantuml|c4)$|(^|\/)workspace\.dsl$|(^|\/)docs?\/(architecture|internals|design)\/[^/]+\.(md|rst|adoc)$/i,
  says: {
    heading:
      /^[\s#=*\d.]*(the )?(system |software |project |technical |high[- ]level )?(architecture|architektur)( (overview|diagram|description|and design))?\W*$|\b(system overview|data flow diagrams?)\b/i,
  },
})
