/** What a product is made of: walks a tree, reads every lock file and manifest it knows, merges them. */
export type { Ecosystem, Near, Neighbour, SourceFile } from './ecosystem.ts'
export { ecosystems } from './ecosystems/index.ts'
export { type FileTree, type LinkTarget, memoryTree, type TreeEntry, type TreeError } from './file-tree.ts'
export { createPathFinder, type PathFinder, pathsTo } from './paths.ts'
export { isPinned } from './pinned.ts'
export { type InventoryOptions, type OnProgress, readInventory } from './read-inventory.ts'
export { unsupportedFormats } from './unsupported.ts'
