/** Limits on hostile input (design 10.17). All are stated to the user when they strike. */
export const limits = {
  /** Bytes of one file that is read whole. */
  fileBytes: 256 * 1024 * 1024,
  /** Bytes of one SBOM that the user names: it is read piece by piece. */
  sbomBytes: 4 * 1024 * 1024 * 1024,
  /** Letters of one SBOM in XML: it is read whole, and its elements take some ten times as much. */
  xmlLetters: 64 * 1024 * 1024,
  /** Letters of one SBOM in tag-value, likewise. */
  tagValueLetters: 128 * 1024 * 1024,
  /** Components of one SBOM; each takes some 600 bytes of memory. */
  sbomComponents: 2_000_000,
  /** Dependencies between components of one SBOM. */
  sbomEdges: 20_000_000,
  /** Levels of nesting in JSON, YAML, TOML and XML. */
  nesting: 200,
  /** Objects, arrays and elements of arrays in one JSON text that is read whole, and names in one of its objects. */
  jsonValues: 10_000_000,
  /** Unpacked bytes per packed byte of an archive entry. */
  expansion: 200,
  /** Entries of one archive. */
  archiveEntries: 1_000_000,
  /** Bytes of one line of standard input. */
  lineBytes: 64 * 1024,
} as const
