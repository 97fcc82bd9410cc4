/** What each language tells about components; `answer.ts` turns it into answers. */
import type { Component } from '../model/index.ts'
import type { Computed, Sighting } from './look.ts'
import type { Sources } from './source-tree.ts'

/** `unread`: the sources of the package are not in the tree, or it loads modules by computed names. */
export type PackageLoad = 'yes' | 'no' | 'unread'

export interface LanguageView {
  /** Files of the language that belong to the tree itself, and those of them that are unread. */
  readonly files: number
  readonly unread: readonly string[]
  readonly computed: readonly Computed[]
  /** The sources of all packages were followed, so that what was not seen is brought in by nothing. */
  readonly isClosed?: boolean
  sightingsOf(component: Component): readonly Sighting[]
  /** Names under which its modules are imported. */
  namesOf(component: Component): readonly string[]
  /** Those names are only a guess. */
  isGuess(component: Component): boolean
  /**
   * Other packages load it when they find it, without the product naming it. `isSeen`: development uses it, which is
   * reason enough for it to be there.
   */
  isLoadedByOthers(component: Component, isSeen: boolean): boolean
  /** It works while building or developing, and leaves no code of its own. */
  isTool(component: Component): boolean
  /** It holds types and nothing that runs. */
  holdsTypesOnly(component: Component): boolean
  /** Go: the same view for a question about these packages of the module only; two questions may name different ones. */
  narrowedTo?(component: Component, packagePaths: readonly string[]): LanguageView
  /** Whether the installed sources of one package import another; both are components. */
  loads(from: Component, to: Component): PackageLoad
}

export interface LanguageQuestion {
  readonly sources: Sources
  /** All components of the language in the inventory. */
  readonly components: readonly Component[]
  /** Those to answer for. */
  readonly asked: readonly Component[]
  /** Those that the product itself asks for and that bring in the asked ones, and the asked ones that are direct. */
  readonly direct: readonly Component[]
}

export interface Language {
  /** Types of purls. */
  readonly types: readonly string[]
  /** As a sentence names it. */
  readonly label: string
  look(question: LanguageQuestion): LanguageView
}
