/** The one list of package managers, and which of them wrote the files that state a component. */
import { type Component, type Inventory, splitPurl } from '../../../model/index.ts'
import { bun, npm, pnpm, yarnBerry, yarnClassic } from './javascript.ts'
import { gradle, maven, nuget } from './java-and-net.ts'
import { bundler, cargo, cocoapods, composer, conan, go, mix, pub, rebar, swift } from './other-languages.ts'
import { pdm, pip, pipenv, poetry, uv } from './python.ts'
import type { PackageTool } from './tool.ts'

export const tools: readonly PackageTool[] = [
  bun,
  bundler,
  cargo,
  cocoapods,
  composer,
  conan,
  go,
  gradle,
  maven,
  mix,
  npm,
  nuget,
  pdm,
  pip,
  pipenv,
  pnpm,
  poetry,
  pub,
  rebar,
  swift,
  uv,
  yarnBerry,
  yarnClassic,
]

const byFormat = new Map(tools.flatMap((tool) => tool.formats.map((format) => [format, tool] as const)))

/** For files that no package manager of the list writes (SBOMs, databases of distributions): nothing can be said. */
const unknownTool: PackageTool = {
  formats: [],
  manifest: '',
  canRefresh: true,
  raise: () => ({}),
  refresh: () => ({}),
  remove: () => ({}),
}

export interface ToolPlace {
  readonly tool: PackageTool
  /** The file that states the component. */
  readonly file: string
}

/** Which files state a component, each once, with the package manager that wrote it. */
export function createToolFinder(inventory: Inventory): (component: Component) => readonly ToolPlace[] {
  const formats = new Map(inventory.files.map((file) => [file.path, file.ecosystem]))
  return ({ evidence }) =>
    [...new Set(evidence.map(({ path }) => path))].map((file) => ({
      tool: byFormat.get(formats.get(file) ?? '') ?? unknownTool,
      file,
    }))
}

/** The name as package managers write it. */
export function nativeName(purl: Component['purl']): string {
  const { type, namespace, name } = splitPurl(purl)
  if (namespace === undefined) return name
  return `${namespace}${type === 'maven' ? ':' : '/'}${name}`
}
