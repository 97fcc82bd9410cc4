/** Table: the names under which SBOMs lie in trees. The content decides; a stranger of the same name is left alone. */

/**
 * `bom.json` (CycloneDX tools), `app-sbom.xml`, `sbom-1.2.json`, `product.cdx.json`, `app.spdx` (west spdx),
 * `recipe-zlib.spdx.json` (Yocto 4), `core-image.rootfs.spdx.json` (Yocto 5, SPDX 3), `x.spdx.rdf.xml`. Few and with one
 * star each: every file of a tree is asked about every one.
 */
export const sbomFileNames: readonly string[] = [
  ...[
    '*bom',
    'bom*',
    'sbom*',
    '*cdx',
    'cdx*',
    '*cyclonedx',
    'cyclonedx*',
    '*spdx',
    'spdx*',
    '*spdx3',
  ].flatMap((stem) => [`${stem}.json`, `${stem}.xml`]),
  '*.spdx',
  '*.spdx.yaml',
  '*.spdx.yml',
  '*.spdx.rdf',
  '*.spdx.rdf.xml',
  '*.spdx.jsonld',
  '*.spdx3.jsonld',
]
