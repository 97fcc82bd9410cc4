/** Executables for tests, in memory: as little of ELF and PE as a reader of sections needs. */

type Sections = readonly (readonly [name: string, content: Uint8Array])[]

/** A little-endian ELF of 64 bits; its sections lie at `0x1000` and up, one after the other. */
export function elf(sections: Sections): Buffer {
  const names = Buffer.from(`\0${['.shstrtab', ...sections.map(([name]) => name)].join('\0')}\0`)
  const parts = [...sections.map(([, content]) => Buffer.from(content)), names]
  const offsets: number[] = []
  let at = 64
  for (const part of parts) {
    offsets.push(at)
    at += part.length
  }
  const headers = Buffer.alloc(64 * (parts.length + 1))
  const nameAt = (name: string): number => names.indexOf(`\0${name}\0`) + 1
  for (const [index, part] of parts.entries()) {
    const place = 64 * (index + 1)
    headers.writeUInt32LE(nameAt(sections[index]?.[0] ?? '.shstrtab'), place)
    headers.writeUInt32LE(1, place + 4)
    headers.writeBigUInt64LE(BigInt(0x1000 + (offsets[index] ?? 0)), place + 16)
    headers.writeBigUInt64LE(BigInt(offsets[index] ?? 0), place + 24)
    headers.writeBigUInt64LE(BigInt(part.length), place + 32)
  }
  const header = Buffer.alloc(64)
  header.write('\x7fELF\x02\x01\x01', 'latin1')
  header.writeBigUInt64LE(BigInt(at), 40)
  header.writeUInt16LE(64, 58)
  header.writeUInt16LE(parts.length + 1, 60)
  header.writeUInt16LE(parts.length, 62)
  return Buffer.concat([header, ...parts, headers])
}

/** A PE of 64 bits with nothing but sections. */
export function pe(sections: Sections): Buffer {
  const header = Buffer.alloc(64 + 24 + 112)
  header.write('MZ')
  header.writeUInt32LE(64, 60)
  header.write('PE\0\0', 64)
  header.writeUInt16LE(sections.length, 64 + 6)
  header.writeUInt16LE(112, 64 + 20)
  header.writeUInt16LE(0x20b, 64 + 24)
  let at = header.length + 40 * sections.length
  const table = sections.map(([name, content]) => {
    const row = Buffer.alloc(40)
    row.write(name)
    row.writeUInt32LE(content.length, 16)
    row.writeUInt32LE(at, 20)
    at += content.length
    return row
  })
  return Buffer.concat([header, ...table, ...sections.map(([, content]) => content)])
}

/** The first 32 bytes of the blob; flag 2 says that the texts follow. */
export function goHeader(flags: number): Buffer {
  const header = Buffer.alloc(32)
  header.write('\xff Go buildinf:', 'latin1')
  header[14] = 8
  header[15] = flags
  return header
}

export function inlineBlob(toolchain: string, modules: string): Buffer {
  const counted = (text: Buffer): Buffer => {
    const length: number[] = []
    let rest = text.length
    for (; rest >= 0x80; rest = Math.floor(rest / 128)) length.push((rest % 128) | 0x80)
    return Buffer.concat([Buffer.from([...length, rest]), text])
  }
  return Buffer.concat([goHeader(2), counted(Buffer.from(toolchain)), counted(withSentinels(modules))])
}

function withSentinels(modules: string): Buffer {
  return Buffer.concat([Buffer.alloc(16, 1), Buffer.from(modules), Buffer.alloc(16, 2)])
}

/** As linkers before Go 1.18 left it: the header points to string headers, and those to texts. */
export function pointedElf(toolchain: string, modules: string): Buffer {
  const texts = [Buffer.from(toolchain), withSentinels(modules)]
  const header = goHeader(0)
  const base = 0x1000 + 64
  const strings = Buffer.alloc(32)
  let at = base + header.length + strings.length
  for (const [index, text] of texts.entries()) {
    header.writeBigUInt64LE(BigInt(base + header.length + 16 * index), 16 + 8 * index)
    strings.writeBigUInt64LE(BigInt(at), 16 * index)
    strings.writeBigUInt64LE(BigInt(text.length), 16 * index + 8)
    at += text.length
  }
  return elf([['.go.buildinfo', Buffer.concat([header, strings, ...texts])]])
}
