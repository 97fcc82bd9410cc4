// Verifies a log of ours with the note and tree code of the Go project (golang.org/x/mod/sumdb), which shares nothing with it.
//
//	verify-log <folder of the log> <verifier key> <checkpoint file>...
//
// The checkpoint files are of growing sizes; the last one is that of the tiles. Each is opened with the key, its root is
// computed from the tiles, every entry is proved in it, and each is proved consistent with all later ones. Prints one line of
// counts, or the first thing that is wrong and exits with 1.
package main

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// C2SP tlog-tiles has tiles of this height only, and leaves it out of the path.
const height = 8

const fullWidth = 1 << height

func main() {
	if len(os.Args) < 4 {
		fail(errors.New("expected the folder, the key and the checkpoints"))
	}
	line, err := verify(os.Args[1], os.Args[2], os.Args[3:])
	if err != nil {
		fail(err)
	}
	fmt.Println(line)
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "verify-log:", err)
	os.Exit(1)
}

func verify(folder, vkey string, paths []string) (string, error) {
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return "", err
	}
	var trees []tlog.Tree
	for _, path := range paths {
		tree, err := openCheckpoint(path, verifier)
		if err != nil {
			return "", fmt.Errorf("%s: %w", filepath.Base(path), err)
		}
		trees = append(trees, tree)
	}
	tiles := tileFolder(folder)
	last := trees[len(trees)-1]
	entries, err := readEntries(folder, last.N)
	if err != nil {
		return "", err
	}
	inclusions, consistencies := 0, 0
	for i, tree := range trees {
		count, err := proveEntries(tiles, tree, entries[:tree.N])
		if err != nil {
			return "", fmt.Errorf("size %d: %w", tree.N, err)
		}
		inclusions += count
		for _, later := range trees[i+1:] {
			if err := proveGrowth(tiles, tree, later); err != nil {
				return "", fmt.Errorf("%d to %d: %w", tree.N, later.N, err)
			}
			consistencies++
		}
	}
	return fmt.Sprintf("checkpoints %d, inclusions %d, consistencies %d, size %d", len(trees), inclusions, consistencies, last.N), nil
}

// The text of a checkpoint: origin, size, root, nothing else.
func openCheckpoint(path string, verifier note.Verifier) (tlog.Tree, error) {
	message, err := os.ReadFile(path)
	if err != nil {
		return tlog.Tree{}, err
	}
	opened, err := note.Open(message, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[3] != "" {
		return tlog.Tree{}, fmt.Errorf("expected three lines, found %q", opened.Text)
	}
	if lines[0] != verifier.Name() {
		return tlog.Tree{}, fmt.Errorf("expected the origin %s, found %s", verifier.Name(), lines[0])
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil {
		return tlog.Tree{}, err
	}
	return tlog.Tree{N: size, Hash: root}, nil
}

// Proves every entry by its own bytes; the reader checks each tile against the signed root.
func proveEntries(tiles tileFolder, tree tlog.Tree, entries [][]byte) (int, error) {
	reader := tlog.TileHashReader(tree, tiles)
	root, err := tlog.TreeHash(tree.N, reader)
	if err != nil {
		return 0, err
	}
	if root != tree.Hash {
		return 0, errors.New("the tiles lead to another root")
	}
	for index, entry := range entries {
		proof, err := tlog.ProveRecord(tree.N, int64(index), reader)
		if err != nil {
			return 0, err
		}
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, int64(index), tlog.RecordHash(entry)); err != nil {
			return 0, fmt.Errorf("entry %d: %w", index, err)
		}
	}
	return len(entries), nil
}

func proveGrowth(tiles tileFolder, older, newer tlog.Tree) error {
	proof, err := tlog.ProveTree(newer.N, older.N, tlog.TileHashReader(newer, tiles))
	if err != nil {
		return err
	}
	return tlog.CheckTree(proof, newer.N, newer.Hash, older.N, older.Hash)
}

// The folder of a log as a source of tiles.
type tileFolder string

func (folder tileFolder) Height() int { return height }

func (folder tileFolder) SaveTiles(tiles []tlog.Tile, data [][]byte) {}

func (folder tileFolder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		data, err := folder.readTile(tile)
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

// A partial tile may be gone once the full one is there.
func (folder tileFolder) readTile(tile tlog.Tile) ([]byte, error) {
	width := tile.W
	data, err := os.ReadFile(folder.path(tile))
	if errors.Is(err, os.ErrNotExist) && tile.W < fullWidth {
		tile.W = fullWidth
		data, err = os.ReadFile(folder.path(tile))
	}
	if err != nil {
		return nil, err
	}
	if len(data) != tile.W*tlog.HashSize {
		return nil, fmt.Errorf("%s has %d bytes", tile.Path(), len(data))
	}
	return data[:width*tlog.HashSize], nil
}

// "tile/8/<level>/..." without the height.
func (folder tileFolder) path(tile tlog.Tile) string {
	return filepath.Join(string(folder), "tile", strings.TrimPrefix(tile.Path(), fmt.Sprintf("tile/%d/", height)))
}

// All entries from the bundles, which Go's path names "data" and tlog-tiles "entries".
func readEntries(folder string, size int64) ([][]byte, error) {
	var entries [][]byte
	for n := int64(0); n*fullWidth < size; n++ {
		width := size - n*fullWidth
		if width > fullWidth {
			width = fullWidth
		}
		tile := tlog.Tile{H: height, L: -1, N: n, W: int(width)}
		name := strings.Replace(tile.Path(), fmt.Sprintf("tile/%d/data/", height), "tile/entries/", 1)
		data, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			return nil, err
		}
		before := len(entries)
		for len(data) > 0 {
			if len(data) < 2 || len(data)-2 < int(binary.BigEndian.Uint16(data)) {
				return nil, fmt.Errorf("%s is cut off", name)
			}
			end := 2 + int(binary.BigEndian.Uint16(data))
			entries = append(entries, append([]byte(nil), data[2:end]...))
			data = data[end:]
		}
		if int64(len(entries)-before) != width {
			return nil, fmt.Errorf("%s has %d entries", name, len(entries)-before)
		}
	}
	return entries, nil
}
