// A verifier of ledgers that shares no code with Sekisho: it stands on the Go checksum database's own packages.
//
//	verifier DIR SLOT LOGKEY [WITNESSKEY] [OLDCHECKPOINT]
//
// It follows the published files from the signatures down to each entry of a slot, as a retailer would, and prints how
// many there are; or it says what is wrong, and ends with status 1. With an old checkpoint it asks for the proof that the
// log has only grown since then.
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func fail(format string, parts ...interface{}) {
	fmt.Printf(format+"\n", parts...)
	os.Exit(1)
}

// A witness's key: C2SP tlog-cosignature, type 4.
type witness struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func (w witness) Name() string    { return w.name }
func (w witness) KeyHash() uint32 { return w.hash }
func (w witness) Verify(text, signature []byte) bool {
	if len(signature) != 72 {
		return false
	}
	time := binary.BigEndian.Uint64(signature)
	return ed25519.Verify(w.key, []byte(fmt.Sprintf("cosignature/v1\ntime %d\n%s", time, text)), signature[8:])
}

func newWitness(text string) witness {
	parts := strings.SplitN(text, "+", 3)
	hash, err := strconv.ParseUint(parts[1], 16, 32)
	if err != nil {
		fail("witness: %v", err)
	}
	key, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(key) != 33 || key[0] != 4 {
		fail("witness: not a key of type 4")
	}
	sum := sha256.Sum256(append([]byte(parts[0]+"\n"), key...))
	if binary.BigEndian.Uint32(sum[:]) != uint32(hash) {
		fail("witness: the key's id is wrong")
	}
	return witness{parts[0], uint32(hash), key[1:]}
}

func checkpoint(path string, verifiers note.Verifiers, signatures int) tlog.Tree {
	data, err := os.ReadFile(path)
	if err != nil {
		fail("checkpoint: %v", err)
	}
	opened, err := note.Open(data, verifiers)
	if err != nil {
		fail("checkpoint: %v", err)
	}
	if len(opened.Sigs) < signatures {
		fail("checkpoint: %d signatures, and %d are needed", len(opened.Sigs), signatures)
	}
	lines := strings.Split(opened.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || lines[0] != opened.Sigs[0].Name {
		fail("checkpoint: not this log's")
	}
	root, err := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || len(root) != 32 {
		fail("checkpoint: no root")
	}
	tree := tlog.Tree{N: size}
	copy(tree.Hash[:], root)
	return tree
}

// The tiles of a folder, whose paths lack the height that the checksum database writes.
type tiles string

func (t tiles) Height() int                                { return 8 }
func (t tiles) SaveTiles(tiles []tlog.Tile, data [][]byte) {}
func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range wanted {
		data, err := os.ReadFile(filepath.Join(string(t), "tile", strings.TrimPrefix(tile.Path(), "tile/8/")))
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

// All entries of a log, each held to its leaf's hash.
func entries(folder string, tree tlog.Tree, from int64) [][]byte {
	var all [][]byte
	for first := from / 256 * 256; first < tree.N; first += 256 {
		tile := tlog.Tile{H: 8, L: -1, N: first / 256, W: 256}
		if tree.N-first < 256 {
			tile.W = int(tree.N - first)
		}
		path := filepath.Join(folder, "tile", "entries", strings.TrimPrefix(tile.Path(), "tile/8/data/"))
		data, err := os.ReadFile(path)
		if err != nil {
			fail("entries: %v", err)
		}
		for i := 0; i < tile.W; i++ {
			if len(data) < 2 || len(data)-2 < int(binary.BigEndian.Uint16(data)) {
				fail("entries: %s is cut off", path)
			}
			size := int(binary.BigEndian.Uint16(data))
			if first+int64(i) >= from {
				all = append(all, data[2:2+size])
			}
			data = data[2+size:]
		}
		if len(data) > 0 {
			fail("entries: %s has more than it should", path)
		}
	}
	var indexes []int64
	for i := range all {
		indexes = append(indexes, tlog.StoredHashIndex(0, from+int64(i)))
	}
	hashes, err := tlog.TileHashReader(tree, tiles(folder)).ReadHashes(indexes)
	if err != nil {
		fail("tiles: %v", err)
	}
	for i, entry := range all {
		if tlog.RecordHash(entry) != hashes[i] {
			fail("entries: entry %d is not the one that was signed for", from+int64(i))
		}
	}
	return all
}

func line(text, name string) string {
	if !strings.HasPrefix(text, name+" ") {
		fail("head: no %s", name)
	}
	return strings.TrimPrefix(text, name+" ")
}

func hash(text string) (hash tlog.Hash) {
	data, err := base64.StdEncoding.DecodeString(text)
	if err != nil || len(data) != 32 {
		fail("head: no hash")
	}
	copy(hash[:], data)
	return hash
}

func main() {
	folder, slot := os.Args[1], os.Args[2]
	log, err := note.NewVerifier(os.Args[3])
	if err != nil {
		fail("key: %v", err)
	}
	known, signatures := []note.Verifier{log}, 1
	if len(os.Args) > 4 && os.Args[4] != "" {
		known, signatures = append(known, newWitness(os.Args[4])), 2
	}
	tree := checkpoint(filepath.Join(folder, "checkpoint"), note.VerifierList(known...), signatures)
	if len(os.Args) > 5 {
		old := checkpoint(os.Args[5], note.VerifierList(log), 1)
		if old.N > tree.N {
			fail("rollback: %d epochs, and there were %d", tree.N, old.N)
		}
		proof, err := tlog.ProveTree(tree.N, old.N, tlog.TileHashReader(tree, tiles(folder)))
		if err != nil {
			fail("tiles: %v", err)
		}
		if err := tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash); err != nil {
			fail("fork: %v", err)
		}
	}
	leaf := entries(folder, tree, tree.N-1)[0]
	if len(leaf) != 85 || leaf[0] != 1 || int64(binary.BigEndian.Uint64(leaf[1:])) != tree.N-1 {
		fail("epoch: not the last one")
	}
	var directory tlog.Hash
	copy(directory[:], leaf[21:53])
	text, err := os.ReadFile(filepath.Join(folder, "slot", slot, "head"))
	if err != nil {
		fail("head: %v", err)
	}
	lines := strings.Split(strings.TrimSuffix(string(text), "\n\n"), "\n")
	if len(lines) < 7 || lines[0] != "sekisho slot head 1" || line(lines[2], "slot") != slot {
		fail("head: not one of slot %s", slot)
	}
	number, _ := strconv.ParseUint(slot, 10, 32)
	size, err := strconv.ParseInt(line(lines[3], "size"), 10, 64)
	if err != nil {
		fail("head: %v", err)
	}
	root, blind := hash(line(lines[4], "root")), hash(line(lines[5], "blind"))
	var head bytes.Buffer
	binary.Write(&head, binary.BigEndian, uint32(number))
	binary.Write(&head, binary.BigEndian, uint64(size))
	head.Write(root[:])
	head.Write(blind[:])
	var path tlog.RecordProof
	for _, text := range lines[7:] {
		path = append(path, hash(text))
	}
	slots := int64(binary.BigEndian.Uint32(leaf[17:]))
	if err := tlog.CheckRecord(path, slots, directory, int64(number), tlog.RecordHash(head.Bytes())); err != nil {
		fail("head: %v", err)
	}
	if size == 0 {
		fmt.Println("0 entries")
		return
	}
	all := entries(filepath.Join(folder, "slot", slot), tlog.Tree{N: size, Hash: root}, 0)
	for i, entry := range all {
		if len(entry) != 172 || entry[0] != 1 || uint64(binary.BigEndian.Uint32(entry[2:])) != number ||
			binary.BigEndian.Uint64(entry[6:]) != uint64(i) {
			fail("entries: entry %d says that it is another one", i)
		}
	}
	fmt.Printf("%d entries\n", len(all))
}
