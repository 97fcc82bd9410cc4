/** Which sections of the real papers speak about which essential requirement; read off built papers, not from a list. */
import { catalogue } from '../../../cra/index.ts'
import { buildPaper } from '../build.ts'
import { paperKinds } from '../kinds/registry.ts'
import { checksOf, type Paper, statementsOf } from '../model.ts'
import { fullInput } from './sample.ts'

/** By requirement id: `paper/section`, in the order of the papers; papers of other roles than the manufacturer's left out. */
export function requirementSections(): ReadonlyMap<string, readonly string[]> {
  const named = paperKinds.flatMap((kind) => {
    const built = buildPaper(kind, fullInput())
    return built.ok ? sectionsOf(built.value) : []
  })
  return new Map(
    catalogue.requirements.map(({ id, ref }) => [
      id,
      named.flatMap(({ place, articles }) => (articles.some((one) => isAbout(one, ref)) ? [place] : [])),
    ]),
  )
}

function sectionsOf(
  paper: Paper,
): readonly { readonly place: string; readonly articles: readonly string[] }[] {
  return paper.sections.map((section) => {
    const alone = { ...paper, sections: [section] }
    const articles = [...statementsOf(alone), ...checksOf(alone)].map((one) => one.article)
    return { place: `${paper.id}/${section.id}`, articles }
  })
}

/**
 * `Annex I, Part II, point (5)` as it stands, or the short forms of the catalogue's papers: `Annex I Part II(5)-(6)`,
 * `Annex I Part II(1); Art. 3(39)`. An article that names a whole part is about none of its points.
 */
export function isAbout(article: string, ref: string): boolean {
  if (article === ref) return true
  const [, part, point] = /^Annex I, Part (I|II), point \((\d+)\)$/.exec(ref) ?? []
  const [, short, first, last = first] =
    /^Annex I Part (I|II)\((\d+)\)(?:-\((\d+)\))?(?=$|;)/.exec(article) ?? []
  if (part === undefined || short !== part) return false
  return Number(first) <= Number(point) && Number(point) <= Number(last)
}
