/** Answers for each asked component: what product code loads, by itself or through what brings the component in. */
import {
  type Component,
  type Inventory,
  type Purl,
  type Reachability,
  reachabilityStates,
  splitPurl,
} from '../model/index.ts'
import { golang } from './go/language.ts'
import { npm } from './javascript/language.ts'
import type { Language, LanguageView } from './language.ts'
import { createParents, type Parents } from './parents.ts'
import { pypi } from './python/language.ts'
import { createSources, type Sources, type SourceTree } from './source-tree.ts'
import { toReachability, type Verdict, verdictOf } from './verdict.ts'

export interface ReachabilityQuestion {
  readonly purl: Purl
  /** Go: import paths of the affected packages, where the advisory gives them. */
  readonly packagePaths?: readonly string[]
}

const languages: readonly Language[] = [npm, pypi, golang]

/**
 * One answer for each question, in their order; pure, and it never throws. The cost grows with the tree and with the
 * number of asked components, not with the inventory.
 */
export function findReachability(
  tree: SourceTree,
  inventory: Inventory,
  questions: readonly ReachabilityQuestion[],
): readonly Reachability[] {
  const sources = createSources(tree)
  const parents = createParents(inventory)
  const answers = new Map<ReachabilityQuestion, Reachability>()
  for (const language of languages) {
    const own = questions.filter(({ purl }) => language.types.includes(splitPurl(purl).type))
    if (own.length > 0) answerLanguage({ language, sources, parents, inventory, questions: own }, answers)
  }
  return questions.map((question) => answers.get(question) ?? notRead(question.purl))
}

function notRead(purl: Purl): Reachability {
  const message = `imports of ${splitPurl(purl).type} packages are not read`
  return {
    state: 'unknown',
    reason: { code: 'LANGUAGE_NOT_READ', message },
    places: [],
    looked: { files: 0, unread: 0 },
  }
}

interface Task {
  readonly language: Language
  readonly sources: Sources
  readonly parents: Parents
  readonly inventory: Inventory
  readonly questions: readonly ReachabilityQuestion[]
}

function answerLanguage(task: Task, answers: Map<ReachabilityQuestion, Reachability>): void {
  const { language, sources, parents, inventory, questions } = task
  const components = inventory.components.filter(({ purl }) => language.types.includes(splitPurl(purl).type))
  const asked = questions.map(({ purl }) => parents.find(purl) ?? strangerOf(purl))
  const direct = new Set<Component>()
  for (const component of asked) {
    if (isOrMayBeDirect(parents, component)) direct.add(component)
    for (const above of parents.directAbove(component.purl)) direct.add(above)
  }
  const packagePaths = new Map(
    questions.flatMap(({ purl, packagePaths: paths }) => (paths === undefined ? [] : [[purl, paths]])),
  )
  const view = language.look({ sources, components, asked, direct: [...direct], packagePaths })
  for (const [index, question] of questions.entries()) {
    const component = asked[index]
    if (component !== undefined) answers.set(question, answerOne(view, parents, component))
  }
}

/** Asked for, but not in the inventory: all that is known is its name. */
function strangerOf(purl: Purl): Component {
  return {
    purl,
    ecosystem: splitPurl(purl).type,
    isVersionResolved: true,
    relation: 'unknown',
    scope: 'unknown',
    groups: [],
    origin: 'registry',
    isFirstParty: false,
    aliases: [],
    licenses: [],
    hashes: [],
    evidence: [],
    dependsOn: [],
  }
}

function isOrMayBeDirect(parents: Parents, component: Component): boolean {
  return parents.isDirect(component) || component.relation === 'unknown'
}

function answerOne(view: LanguageView, parents: Parents, component: Component): Reachability {
  const isDirect = isOrMayBeDirect(parents, component)
  const own = verdictOf(view, component, isDirect)
  const state = reachabilityStates[own.code]
  if (state === 'imported' || (own.code === 'TYPES_ONLY' && view.holdsTypesOnly(component)))
    return toReachability(view, own)
  const above = parents.directAbove(component.purl)
  const through = throughParents({ view, parents, component, above })
  if (through?.state === 'imported' || through?.reason.code === 'PARENT_IMPORTED') return through
  if (state === 'unknown' || view.isClosed === true) return toReachability(view, own)
  if (through !== undefined && (state === 'not-seen' || through.state === 'unknown')) return through
  const isBroughtIn = above.length === 0 && !parents.isDirect(component) && component.relation !== 'unknown'
  const isSafe = state === 'development-only' && component.scope === 'development'
  if (isSafe || (parents.knowsEdges(component) && !isBroughtIn)) return toReachability(view, own)
  return toReachability(view, {
    code: 'PARENT_UNKNOWN',
    places: own.places,
    message: `${own.message}; which other packages bring it in is not known`,
  })
}

interface Ascent {
  readonly view: LanguageView
  readonly parents: Parents
  readonly component: Component
  /** Direct dependencies that bring it in. */
  readonly above: readonly Component[]
}

/** Undefined where nothing else brings it in. */
function throughParents(ascent: Ascent): Reachability | undefined {
  const { view, above } = ascent
  const verdicts = above.map((parent) => ({ parent, verdict: verdictOf(view, parent, true) }))
  const imported = verdicts.filter(({ verdict }) => reachabilityStates[verdict.code] === 'imported')
  if (imported.length > 0) return followed(ascent, imported)
  const doubt = verdicts.find(({ verdict }) => reachabilityStates[verdict.code] === 'unknown')
  if (doubt !== undefined)
    return {
      ...toReachability(view, {
        code: 'PARENT_UNKNOWN',
        places: doubt.verdict.places,
        message: `${nameOf(doubt.parent)} brings it in; of that: ${doubt.verdict.message}`,
      }),
      through: doubt.parent.purl,
    }
  const used = verdicts.find(({ verdict }) => reachabilityStates[verdict.code] === 'development-only')
  if (used !== undefined)
    return {
      ...toReachability(view, {
        code: 'PARENT_DEVELOPMENT_ONLY',
        places: used.verdict.places,
        message: `${nameOf(used.parent)} brings it in; of that: ${used.verdict.message}`,
      }),
      through: used.parent.purl,
    }
  if (above.length === 0) return undefined
  const names = above.slice(0, 3).map(nameOf).join(', ')
  const more = above.length > 3 ? ` and ${above.length - 3} more` : ''
  return toReachability(view, {
    code: 'PARENT_NOT_IMPORTED',
    places: [],
    message: `no import of it or of what brings it in (${names}${more}) was seen`,
  })
}

/** From the imported direct dependencies down, over what the sources of installed packages import. */
function followed(
  { view, parents, component }: Ascent,
  imported: readonly { readonly parent: Component; readonly verdict: Verdict }[],
): Reachability {
  const way = parents.above(component.purl)
  const origin = new Map(imported.map((one) => [one.parent.purl, one]))
  let unread = false
  for (const [purl, root] of origin) {
    const from = parents.find(purl)
    for (const next of from?.dependsOn ?? []) {
      const to = way.has(next) && !origin.has(next) ? parents.find(next) : undefined
      if (from === undefined || to === undefined) continue
      const load = view.loads(from, to)
      if (load === 'yes') origin.set(next, root)
      else unread ||= load === 'unread'
    }
  }
  const reached = origin.get(component.purl)
  const first = reached ?? imported[0]
  const name = first === undefined ? '' : nameOf(first.parent)
  const places = first?.verdict.places ?? []
  const through = first === undefined ? {} : { through: first.parent.purl }
  if (reached !== undefined)
    return {
      ...toReachability(view, {
        code: 'IMPORTED_BY_PACKAGE',
        places,
        message: `product code imports ${name}, whose sources lead to an import of it`,
      }),
      ...through,
    }
  if (!unread)
    return toReachability(view, {
      code: 'NOT_IMPORTED',
      places: [],
      message: `neither product code nor the installed sources of ${name} and other packages that bring it in import it`,
    })
  return {
    ...toReachability(view, {
      code: 'PARENT_IMPORTED',
      places,
      message: `product code imports ${name}, which brings it in; whether that loads it was not read`,
    }),
    ...through,
  }
}

function nameOf({ purl }: Component): string {
  const { namespace, name } = splitPurl(purl)
  return namespace === undefined ? name : `${namespace}/${name}`
}
