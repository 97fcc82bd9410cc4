/** What a product is made of: walks a tree, reads every lock file and manifest it knows, merges them. */
export { acceptHead, type Ahead, type ParsedAhead, parseAhead } from './archive/ahead.ts'
export { isDockerArchive, readDockerArchive, savedName } from './archive/docker-archive.ts'
export { entryPath, shownName } from './archive/entry-path.ts'
export { digestIssue } from './archive/image-documents.ts'
export { findImagePart, imageIn, onlyFolder } from './archive/image-parts.ts'
export type {
  ImageError,
  ImageInArchive,
  ImageSource,
  ImageWish,
  LayerRef,
  OtherImage,
} from './archive/image.ts'
export { type LayeredTree, layeredTree } from './archive/layered-tree.ts'
export { mergeLayers, type MergedTree, mergePlain } from './archive/merge-layers.ts'
export type { ArchiveEntry, ArchiveLayer, Content } from './archive/model.ts'
export { isOciLayout, readOciLayout } from './archive/oci-layout.ts'
export {
  isSparseExtended,
  isTar,
  type PaxFacts,
  parseLongName,
  parsePax,
  parseTarHeader,
  tarBlock,
  type TarHeader,
} from './archive/tar-header.ts'
export { createClaims, type NameClaim, isPackedPackage, isSystem, topFolder } from './archive/worth.ts'
export { createZstdFrames } from './archive/zstd-frames.ts'
export { binaryEcosystems } from './binary-ecosystems.ts'
export {
  type BinaryEcosystem,
  type BinaryFile,
  type Ecosystem,
  magicBytes,
  type Near,
  type Neighbour,
  type SourceFile,
  ownOutput,
} from './ecosystem.ts'
export { ecosystems } from './ecosystems/index.ts'
export { type FileTree, type LinkTarget, memoryTree, type TreeEntry, type TreeError } from './file-tree.ts'
export { type IgnoreRules, isIgnored, withIgnoreFile } from './ignore.ts'
export { createPathFinder, type PathFinder, pathsTo } from './paths.ts'
export { isPinned } from './pinned.ts'
export { type InventoryOptions, type OnProgress, readInventory } from './read-inventory.ts'
export { unsupportedFormats } from './unsupported.ts'
export { type InventoryView, isHistory, whyNotEntered } from './folders.ts'
export { readJsonFile } from './read/json.ts'
export {
  addIssue,
  addPackage,
  type Draft,
  finishDraft,
  type IssueFacts,
  type PackageFacts,
  startDraft,
  unreadableFile,
} from './read/package.ts'
export { entriesField, field, isTable, listField, type Table, textField } from './read/shape.ts'
export { readYamlFile, type YamlDocument } from './read/yaml.ts'
export { countProducts, type ProductCounts, type ProductShare } from './products/count.ts'
export {
  chooseProduct,
  componentsOf,
  foldersOfOthers,
  toProductInventory,
  withoutOwnPackages,
} from './products/select.ts'
