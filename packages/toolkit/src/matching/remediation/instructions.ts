/** The commands and texts of one step, for each file that states the component. */
import { splitPurl } from '../../model/index.ts'
import type { Instruction } from './model.ts'
import { nativeName, type ToolPlace } from './tools/registry.ts'
import type { Ask, Words } from './tools/tool.ts'
import type { Node, Option, Universe } from './universe.ts'

export interface Instructions {
  readonly commands: readonly Instruction[]
  readonly edits: readonly Instruction[]
}

export function toInstructions(universe: Universe, node: Node, option: Option): Instructions {
  const ask = toAsk(universe, node, option)
  const commands: Instruction[] = []
  const edits: Instruction[] = []
  for (const place of node.places) {
    const words = wordsFor(place, node, { option, ask })
    const { file, tool } = place
    const manifest =
      tool.manifest === '' ? file : `${file.slice(0, file.lastIndexOf('/') + 1)}${tool.manifest}`
    if (words.unlock !== undefined) edits.push({ file, text: `- ${words.unlock}` })
    for (const text of words.edits ?? []) edits.push({ file: manifest, text })
    for (const text of words.commands ?? []) commands.push({ file, text })
  }
  return { commands, edits }
}

/** Inside the requirement nothing has to be written: refreshing is enough. */
function wordsFor(
  { tool }: ToolPlace,
  node: Node,
  { option, ask }: { readonly option: Option; readonly ask: Ask },
): Words {
  if (option.kind === 'remove') return tool.remove(ask)
  if (option.kind === 'override') return tool.override?.(ask) ?? {}
  return node.isDirect ? tool.raise(ask) : (tool.refresh?.(ask) ?? {})
}

function toAsk(universe: Universe, node: Node, { candidate }: Option): Ask {
  return {
    name: nativeName(node.component.purl),
    from: node.version,
    to: candidate?.version.text ?? '',
    requirement: node.wishes[0] ?? node.component.requirement,
    isDirect: node.isDirect,
    isOnlyVersion: (universe.byCore.get(node.core) ?? []).length < 2,
    dependents: node.dependents.flatMap((at) => {
      const dependent = universe.nodes[at]
      return dependent === undefined ? [] : [nativeName(dependent.component.purl)]
    }),
  }
}

/** `name version`, for sentences. */
export function labelOf(node: Node): string {
  const { version } = splitPurl(node.component.purl)
  return `${nativeName(node.component.purl)}${version === undefined ? '' : ` ${version}`}`
}
