//go:build gopherscope

package os

import (
	"io/fs"
	"time"
)

// A node is a file or a directory of the file system, which is in the program's memory and
// empty at first. Several goroutines that use one file take no turns.
type node struct {
	mode    FileMode
	data    []byte
	entries map[string]*node // of a directory
	parent  *node
	modTime time.Time
}

func newDir(parent *node) *node {
	return &node{mode: ModeDir | 0o755, entries: map[string]*node{}, parent: parent, modTime: time.Now()}
}

// The root and the working directory, with its path. They are made when a program first
// asks for a file.
var (
	root, cwd *node
	wd        = "/home/gopher"
)

func makeRoot() {
	root = newDir(nil)
	for _, path := range []string{"/tmp", wd} {
		cwd = root
		for name, rest := first(path); name != ""; name, rest = first(rest) {
			if cwd.entries[name] == nil {
				cwd.entries[name] = newDir(cwd)
			}
			cwd = cwd.entries[name]
		}
	}
}

// first splits the first element off a path; it is empty at the end.
func first(path string) (name, rest string) {
	for path != "" && path[0] == '/' {
		path = path[1:]
	}
	for i := range len(path) {
		if path[i] == '/' {
			return path[:i], path[i:]
		}
	}
	return path, ""
}

// lookup returns the directory that the last element of path is in, that element's name,
// and its node, nil if there is none yet. The name is empty for a directory itself.
func lookup(path string) (dir *node, name string, n *node, err error) {
	if path == "" {
		return nil, "", nil, errNoEntry
	}
	if root == nil {
		makeRoot()
	}
	d := cwd
	if path[0] == '/' {
		d = root
	}
	for name, rest := first(path); name != ""; name, rest = first(rest) {
		if !d.mode.IsDir() {
			return nil, "", nil, errNotDir
		}
		var next *node
		switch name {
		case ".":
			next = d
		case "..":
			next = d.parent
			if next == nil {
				next = d
			}
		default:
			next = d.entries[name]
			if after, _ := first(rest); after == "" {
				return d, name, next, nil
			}
		}
		if next == nil {
			return nil, "", nil, errNoEntry
		}
		d = next
	}
	return d.parent, "", d, nil
}

// find returns the node at path.
func findNode(path string) (*node, error) {
	_, _, n, err := lookup(path)
	if n == nil && err == nil {
		err = errNoEntry
	}
	return n, err
}

// Flags of OpenFile.
const (
	O_RDONLY = 0x0
	O_WRONLY = 0x1
	O_RDWR   = 0x2
	O_CREATE = 0x40
	O_EXCL   = 0x80
	O_TRUNC  = 0x200
	O_APPEND = 0x400
	O_SYNC   = 0x101000
)

// Seeks of older programs.
const (
	SEEK_SET = 0
	SEEK_CUR = 1
	SEEK_END = 2
)

// Separators of paths.
const (
	PathSeparator     = '/'
	PathListSeparator = ':'
	DevNull           = "/dev/null"
)

func Open(name string) (*File, error)   { return OpenFile(name, O_RDONLY, 0) }
func Create(name string) (*File, error) { return OpenFile(name, O_RDWR|O_CREATE|O_TRUNC, 0o666) }

// nextFD is the descriptor of the next file.
var nextFD = 3

// OpenFile opens a file of the program's file system.
func OpenFile(name string, flag int, perm FileMode) (*File, error) {
	fail := func(err error) (*File, error) { return nil, &PathError{Op: "open", Path: name, Err: err} }
	dir, base, n, err := lookup(name)
	if err != nil {
		return fail(err)
	}
	switch {
	case n == nil && flag&O_CREATE == 0:
		return fail(errNoEntry)
	case n == nil:
		n = &node{mode: perm & ModePerm &^ 0o022, parent: dir, modTime: time.Now()}
		dir.entries[base] = n
	case flag&(O_CREATE|O_EXCL) == O_CREATE|O_EXCL:
		return fail(errExists)
	case n.mode.IsDir() && flag&(O_WRONLY|O_RDWR) != 0:
		return fail(errIsDir)
	}
	if flag&O_TRUNC != 0 {
		n.data = nil
	}
	f := &File{fd: nextFD, name: name, node: n, flag: flag}
	nextFD++
	return f, nil
}

// ReadFile returns the content of a file.
func ReadFile(name string) ([]byte, error) {
	f, err := Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if f.node.mode.IsDir() {
		return nil, &PathError{Op: "read", Path: name, Err: errIsDir}
	}
	return append([]byte{}, f.node.data...), nil
}

// WriteFile sets the content of a file.
func WriteFile(name string, data []byte, perm FileMode) error {
	f, err := OpenFile(name, O_WRONLY|O_CREATE|O_TRUNC, perm)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = f.Write(data)
	return err
}

// A fileInfo describes a node.
type fileInfo struct {
	name string
	n    *node
}

func (i fileInfo) Name() string       { return i.name }
func (i fileInfo) Size() int64        { return int64(len(i.n.data)) }
func (i fileInfo) Mode() FileMode     { return i.n.mode }
func (i fileInfo) ModTime() time.Time { return i.n.modTime }
func (i fileInfo) IsDir() bool        { return i.n.mode.IsDir() }
func (i fileInfo) Sys() any           { return nil }

// Stat describes a file; Lstat does too, since there are no links.
func Stat(name string) (FileInfo, error)  { return stat("stat", name) }
func Lstat(name string) (FileInfo, error) { return stat("lstat", name) }

func stat(op, name string) (FileInfo, error) {
	n, err := findNode(name)
	if err != nil {
		return nil, &PathError{Op: op, Path: name, Err: err}
	}
	return fileInfo{lastName(name), n}, nil
}

// lastName returns the last element of a path.
func lastName(path string) string {
	last := path
	for name, rest := first(path); name != ""; name, rest = first(rest) {
		last = name
	}
	return last
}

// ReadDir returns the entries of a directory in the order of names.
func ReadDir(name string) ([]DirEntry, error) {
	n, err := findNode(name)
	if err == nil && !n.mode.IsDir() {
		err = errNotDir
	}
	if err != nil {
		return nil, &PathError{Op: "open", Path: name, Err: err}
	}
	names := make([]string, 0, len(n.entries))
	for name := range n.entries {
		names = append(names, name)
		for i := len(names) - 1; i > 0 && names[i] < names[i-1]; i-- {
			names[i], names[i-1] = names[i-1], names[i]
		}
	}
	list := make([]DirEntry, 0, len(names))
	for _, name := range names {
		list = append(list, fs.FileInfoToDirEntry(fileInfo{name, n.entries[name]}))
	}
	return list, nil
}

// Mkdir makes a directory, MkdirAll also those it is in.
func Mkdir(name string, perm FileMode) error {
	dir, base, n, err := lookup(name)
	if err == nil && n != nil {
		err = errExists
	}
	if err != nil {
		return &PathError{Op: "mkdir", Path: name, Err: err}
	}
	dir.entries[base] = newDir(dir)
	return nil
}

func MkdirAll(path string, perm FileMode) error {
	for i := 1; i <= len(path); i++ {
		if i < len(path) && path[i] != '/' {
			continue
		}
		if n, err := findNode(path[:i]); err == nil && n.mode.IsDir() {
			continue
		}
		if err := Mkdir(path[:i], perm); err != nil {
			return err
		}
	}
	return nil
}

// Remove removes a file or an empty directory, RemoveAll a directory with all in it.
func Remove(name string) error {
	dir, base, n, err := lookup(name)
	switch {
	case err != nil:
	case n == nil:
		err = errNoEntry
	case base == "":
		err = errBadArg
	case len(n.entries) > 0:
		err = errNotEmpty
	}
	if err != nil {
		return &PathError{Op: "remove", Path: name, Err: err}
	}
	delete(dir.entries, base)
	return nil
}

func RemoveAll(path string) error {
	if dir, base, n, err := lookup(path); err == nil && n != nil && base != "" {
		delete(dir.entries, base)
	}
	return nil
}

// Rename moves a file.
func Rename(oldpath, newpath string) error {
	odir, oname, n, err := lookup(oldpath)
	if err == nil && n == nil {
		err = errNoEntry
	}
	ndir, nname, _, nerr := lookup(newpath)
	if err == nil {
		err = nerr
	}
	if err == nil && (oname == "" || nname == "") {
		err = errBadArg
	}
	if err != nil {
		return &LinkError{"rename", oldpath, newpath, err}
	}
	delete(odir.entries, oname)
	ndir.entries[nname] = n
	n.parent = ndir
	return nil
}

// A LinkError says what failed on which two files.
type LinkError struct {
	Op, Old, New string
	Err          error
}

func (e *LinkError) Error() string { return e.Op + " " + e.Old + " " + e.New + ": " + e.Err.Error() }
func (e *LinkError) Unwrap() error { return e.Err }

func Getwd() (dir string, err error) { return wd, nil }
func TempDir() string                { return "/tmp" }

// Chdir makes dir the working directory.
func Chdir(dir string) error {
	n, err := findNode(dir)
	if err == nil && !n.mode.IsDir() {
		err = errNotDir
	}
	if err != nil {
		return &PathError{Op: "chdir", Path: dir, Err: err}
	}
	cwd, wd = n, pathOf(n)
	return nil
}

// pathOf returns a directory's path.
func pathOf(n *node) string {
	path := ""
	for ; n.parent != nil; n = n.parent {
		for name, e := range n.parent.entries {
			if e == n {
				path = "/" + name + path
			}
		}
	}
	if path == "" {
		return "/"
	}
	return path
}
