/** Table: columns of the metadata tables of .NET up to `Assembly` (ECMA-335, partition II, section 22). */

/**
 * A number of bytes; `S`, `G`, `B`: an index into the heap of texts, GUIDs, blobs; `[table]`: a row of that table; a word:
 * a coded index.
 */
export type CliColumn = number | 'S' | 'G' | 'B' | readonly [table: number] | CodedIndex

export type CodedIndex = keyof typeof codedIndexes

/** Tables that an index may point to, and the bits that say which (section 24.2.6). */
export const codedIndexes = {
  TypeDefOrRef: { bits: 2, tables: [0x02, 0x01, 0x1b] },
  HasConstant: { bits: 2, tables: [0x04, 0x08, 0x17] },
  HasCustomAttribute: {
    bits: 5,
    tables: [
      0x06, 0x04, 0x01, 0x02, 0x08, 0x09, 0x0a, 0x00, 0x0e, 0x17, 0x14, 0x11, 0x1a, 0x1b, 0x20, 0x23, 0x26,
      0x27, 0x28, 0x2a, 0x2c, 0x2b,
    ],
  },
  HasFieldMarshal: { bits: 1, tables: [0x04, 0x08] },
  HasDeclSecurity: { bits: 2, tables: [0x02, 0x06, 0x20] },
  MemberRefParent: { bits: 3, tables: [0x02, 0x01, 0x1a, 0x06, 0x1b] },
  HasSemantics: { bits: 1, tables: [0x14, 0x17] },
  MethodDefOrRef: { bits: 1, tables: [0x06, 0x0a] },
  MemberForwarded: { bits: 1, tables: [0x04, 0x06] },
  CustomAttributeType: { bits: 3, tables: [0x06, 0x0a] },
  ResolutionScope: { bits: 2, tables: [0x00, 0x1a, 0x23, 0x01] },
} as const

export const cliTable = { typeRef: 0x01, memberRef: 0x0a, customAttribute: 0x0c, assembly: 0x20 } as const

/** By the number of the table; those behind `Assembly` are not needed to find it. */
export const cliTables: readonly (readonly CliColumn[])[] = [
  /* 00 Module */ [2, 'S', 'G', 'G', 'G'],
  /* 01 TypeRef */ ['ResolutionScope', 'S', 'S'],
  /* 02 TypeDef */ [4, 'S', 'S', 'TypeDefOrRef', [0x04], [0x06]],
  /* 03 FieldPtr */ [[0x04]],
  /* 04 Field */ [2, 'S', 'B'],
  /* 05 MethodPtr */ [[0x06]],
  /* 06 MethodDef */ [4, 2, 2, 'S', 'B', [0x08]],
  /* 07 ParamPtr */ [[0x08]],
  /* 08 Param */ [2, 2, 'S'],
  /* 09 InterfaceImpl */ [[0x02], 'TypeDefOrRef'],
  /* 0a MemberRef */ ['MemberRefParent', 'S', 'B'],
  /* 0b Constant */ [2, 'HasConstant', 'B'],
  /* 0c CustomAttribute */ ['HasCustomAttribute', 'CustomAttributeType', 'B'],
  /* 0d FieldMarshal */ ['HasFieldMarshal', 'B'],
  /* 0e DeclSecurity */ [2, 'HasDeclSecurity', 'B'],
  /* 0f ClassLayout */ [2, 4, [0x02]],
  /* 10 FieldLayout */ [4, [0x04]],
  /* 11 StandAloneSig */ ['B'],
  /* 12 EventMap */ [[0x02], [0x14]],
  /* 13 EventPtr */ [[0x14]],
  /* 14 Event */ [2, 'S', 'TypeDefOrRef'],
  /* 15 PropertyMap */ [[0x02], [0x17]],
  /* 16 PropertyPtr */ [[0x17]],
  /* 17 Property */ [2, 'S', 'B'],
  /* 18 MethodSemantics */ [2, [0x06], 'HasSemantics'],
  /* 19 MethodImpl */ [[0x02], 'MethodDefOrRef', 'MethodDefOrRef'],
  /* 1a ModuleRef */ ['S'],
  /* 1b TypeSpec */ ['B'],
  /* 1c ImplMap */ [2, 'MemberForwarded', 'S', [0x1a]],
  /* 1d FieldRVA */ [4, [0x04]],
  /* 1e EncLog */ [4, 4],
  /* 1f EncMap */ [4],
  /* 20 Assembly */ [4, 2, 2, 2, 2, 4, 'B', 'S', 'S'],
]
