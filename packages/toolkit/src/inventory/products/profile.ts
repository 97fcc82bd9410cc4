/** Products that people have declared: folders with a `.occtet/product.yaml`, of which only the name is read here. */
import { compareCodeUnits } from '../../base/index.ts'
import type { FileTree } from '../file-tree.ts'
import { folderOf } from '../near.ts'
import { isTable, textField } from '../read/shape.ts'
import { parseYaml } from '../read/yaml.ts'

export interface DeclaredProduct {
  /** `.` for the scanned folder. */
  readonly path: string
  readonly id?: string
  readonly name: string
  readonly version?: string
}

/** Bytes of a profile that are looked at: beyond this somebody put something else there. */
const MAX_BYTES = 1024 * 1024

/** Looks into `folders`, those of `paths`, and those above them. A profile that cannot be read still declares a product. */
export function findProfiles(
  tree: FileTree,
  { paths, folders }: { readonly paths: readonly string[]; readonly folders: readonly string[] },
): readonly DeclaredProduct[] {
  const found: DeclaredProduct[] = []
  const inside = folders.flatMap((folder) => (folder === '.' ? [] : `${folder}/-`))
  for (const folder of foldersAbove([...paths, ...inside])) {
    const bytes = tree.read(folder === '' ? '.occtet/product.yaml' : `${folder}/.occtet/product.yaml`)
    if (!bytes.ok && bytes.error.code === 'MISSING') continue
    const text = bytes.ok && bytes.value.length <= MAX_BYTES ? new TextDecoder().decode(bytes.value) : ''
    found.push({ path: folder === '' ? '.' : folder, ...readName(text, folder) })
  }
  return found
}

function foldersAbove(paths: readonly string[]): readonly string[] {
  const folders = new Set([''])
  for (const path of paths) {
    for (let folder = folderOf(path); folder !== '' && !folders.has(folder); folder = folderOf(folder)) {
      folders.add(folder)
    }
  }
  return [...folders].sort(compareCodeUnits)
}

function readName(text: string, folder: string): Omit<DeclaredProduct, 'path'> {
  const document = parseYaml(text)
  const root = document.ok ? document.value[0]?.value : undefined
  const id = isTable(root) ? textField(root, 'id') : undefined
  const product = isTable(root) ? root['product'] : undefined
  const table = isTable(product) ? product : {}
  const name = textField(table, 'name') ?? folder.slice(folder.lastIndexOf('/') + 1)
  const version = textField(table, 'version')
  return { ...(id !== undefined && { id }), name, ...(version !== undefined && { version }) }
}
