//go:build gopherscope

package os

import (
	"io/fs"
	"sync"
	"syscall"
	"time"
)

// A node is a file, a directory or a symbolic link of the file system, which is in the
// program's memory and empty at first. All belong to the program's user.
type node struct {
	mode    FileMode
	data    []byte           // of a file
	entries map[string]*node // of a directory
	parent  *node            // of a directory; nil for the root
	target  string           // of a symbolic link
	modTime time.Time
}

// Permissions of a node's owner.
const (
	mayRead  FileMode = 0o400
	mayWrite FileMode = 0o200
	mayEnter FileMode = 0o100
)

// umask is what a new file may never be.
const umask = 0o022

// maxLinks is how many symbolic links a path may lead through.
const maxLinks = 40

// The file system: its root, the working directory and the file that swallows all. They are
// made when a program first asks for a file.
var (
	fsMu            sync.Mutex // held by each operation
	root, cwd, null *node
)

func newDir(parent *node, perm FileMode) *node {
	return &node{mode: ModeDir | perm&^umask, entries: map[string]*node{}, parent: parent, modTime: time.Now()}
}

func makeRoot() {
	root = newDir(nil, 0o755)
	for _, path := range []string{"/dev", "/tmp", "/home/gopher"} {
		cwd = root
		for name, rest := first(path); name != ""; name, rest = first(rest) {
			if cwd.entries[name] == nil {
				cwd.entries[name] = newDir(cwd, 0o755)
			}
			cwd = cwd.entries[name]
		}
	}
	root.entries["tmp"].mode |= ModeSticky | 0o777
	null = &node{mode: ModeDevice | ModeCharDevice | 0o666, modTime: time.Now()}
	root.entries["dev"].entries["null"] = null
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

// walk returns the directory that the last element of path is in, that element's name, and its
// node, nil if there is none yet. The name is empty for a directory itself. A symbolic link at
// the end is followed if follow is set. With a top, the path begins there and does not leave it.
func walk(top *node, path string, follow bool) (dir *node, name string, n *node, err error) {
	if path == "" {
		return nil, "", nil, syscall.ENOENT
	}
	if root == nil {
		makeRoot()
	}
	d := cwd
	if top != nil {
		d = top
	}
	if path[0] == '/' {
		if top != nil {
			return nil, "", nil, errEscapes
		}
		d = root
	}
	links, rest := 0, path
	for {
		name, rest = first(rest)
		if name == "" {
			return d.parent, "", d, nil
		}
		if d.mode&mayEnter == 0 {
			return nil, "", nil, syscall.EACCES
		}
		switch {
		case name == ".":
			continue
		case name == ".." && d == top:
			return nil, "", nil, errEscapes
		case name == "..":
			if d.parent != nil {
				d = d.parent
			}
			continue
		}
		next := d.entries[name]
		after, _ := first(rest)
		last, slash := after == "", rest != ""
		switch {
		case next != nil && next.mode&ModeSymlink != 0 && (!last || slash || follow):
			if links++; links > maxLinks {
				return nil, "", nil, syscall.ELOOP
			}
			if next.target[0] == '/' {
				if top != nil {
					return nil, "", nil, errEscapes
				}
				d = root
			}
			rest = next.target + rest
		case last && slash && next != nil && !next.mode.IsDir():
			return nil, "", nil, syscall.ENOTDIR
		case last:
			return d, name, next, nil
		case next == nil:
			return nil, "", nil, syscall.ENOENT
		case !next.mode.IsDir():
			return nil, "", nil, syscall.ENOTDIR
		default:
			d = next
		}
	}
}

// find returns the node at path.
func find(top *node, path string, follow bool) (*node, error) {
	_, _, n, err := walk(top, path, follow)
	if n == nil && err == nil {
		err = syscall.ENOENT
	}
	return n, err
}

// enter finds where a new entry goes.
func enter(top *node, path string, follow bool) (dir *node, name string, err error) {
	dir, name, n, err := walk(top, path, follow)
	switch {
	case err != nil:
	case n != nil:
		err = syscall.EEXIST
	case dir.mode&mayWrite == 0:
		err = syscall.EACCES
	}
	return dir, name, err
}

// pathError is a PathError, nil for a nil err.
func pathError(op, path string, err error) error {
	if err == nil {
		return nil
	}
	return &PathError{Op: op, Path: path, Err: err}
}

// Flags of OpenFile.
const (
	O_RDONLY int = syscall.O_RDONLY
	O_WRONLY int = syscall.O_WRONLY
	O_RDWR   int = syscall.O_RDWR
	O_APPEND int = syscall.O_APPEND
	O_CREATE int = syscall.O_CREAT
	O_EXCL   int = syscall.O_EXCL
	O_SYNC   int = syscall.O_SYNC
	O_TRUNC  int = syscall.O_TRUNC
)

// Seeks of older programs.
const (
	SEEK_SET int = 0
	SEEK_CUR int = 1
	SEEK_END int = 2
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
	return openAt(nil, "open", name, flag, perm)
}

// openAt is OpenFile for a path from top.
func openAt(top *node, op, name string, flag int, perm FileMode) (*File, error) {
	enterCall("openat")
	defer fsMu.Unlock()
	fail := func(err error) (*File, error) { return nil, pathError(op, name, err) }
	excl := flag&(O_CREATE|O_EXCL) == O_CREATE|O_EXCL
	dir, base, n, err := walk(top, name, !excl)
	if err != nil {
		return fail(err)
	}
	write := flag&(O_WRONLY|O_RDWR) != 0
	switch {
	case n == nil && flag&O_CREATE == 0:
		return fail(syscall.ENOENT)
	case n == nil && name[len(name)-1] == '/':
		return fail(syscall.EISDIR)
	case n == nil && dir.mode&mayWrite == 0:
		return fail(syscall.EACCES)
	case n == nil:
		n = &node{mode: perm & (ModePerm | ModeSetuid | ModeSetgid | ModeSticky) &^ umask, modTime: time.Now()}
		dir.entries[base] = n
	case excl:
		return fail(syscall.EEXIST)
	case n.mode.IsDir() && (write || flag&O_CREATE != 0):
		return fail(syscall.EISDIR)
	case write && n.mode&mayWrite == 0, flag&O_WRONLY == 0 && n.mode&mayRead == 0:
		return fail(syscall.EACCES)
	}
	if flag&O_TRUNC != 0 && len(n.data) > 0 {
		n.data, n.modTime = nil, time.Now()
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
	return f.readAll()
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

// A fileStat describes a node as it was.
type fileStat struct {
	name    string
	size    int64
	mode    FileMode
	modTime time.Time
	node    *node
}

func statOf(name string, n *node) *fileStat {
	s := &fileStat{name, int64(len(n.data)), n.mode, n.modTime, n}
	switch {
	case n.mode.IsDir():
		s.size = 4096
	case n.mode&ModeSymlink != 0:
		s.size = int64(len(n.target))
	}
	return s
}

func (s *fileStat) Name() string       { return s.name }
func (s *fileStat) Size() int64        { return s.size }
func (s *fileStat) Mode() FileMode     { return s.mode }
func (s *fileStat) ModTime() time.Time { return s.modTime }
func (s *fileStat) IsDir() bool        { return s.mode.IsDir() }
func (s *fileStat) Sys() any           { return nil }

// SameFile tells whether two descriptions, as Stat and Lstat make them, are of one file.
func SameFile(fi1, fi2 FileInfo) bool {
	a, ok := fi1.(*fileStat)
	b, ok2 := fi2.(*fileStat)
	return ok && ok2 && a.node == b.node
}

// Stat describes a file, Lstat a symbolic link itself.
func Stat(name string) (FileInfo, error)  { return statAt(nil, "stat", name, true) }
func Lstat(name string) (FileInfo, error) { return statAt(nil, "lstat", name, false) }

func statAt(top *node, op, name string, follow bool) (FileInfo, error) {
	enterCall("newfstatat")
	defer fsMu.Unlock()
	n, err := find(top, name, follow)
	if err != nil {
		return nil, pathError(op, name, err)
	}
	return statOf(lastName(name), n), nil
}

// lastName returns the last element of a path.
func lastName(path string) string {
	last := "/"
	if path == "" || path[0] != '/' {
		last = "."
	}
	for name, rest := first(path); name != ""; name, rest = first(rest) {
		last = name
	}
	return last
}

// A dirEntry is an entry of a directory as it was read.
type dirEntry struct{ stat *fileStat }

func (e dirEntry) Name() string            { return e.stat.name }
func (e dirEntry) IsDir() bool             { return e.stat.IsDir() }
func (e dirEntry) Type() FileMode          { return e.stat.mode.Type() }
func (e dirEntry) Info() (FileInfo, error) { return e.stat, nil }
func (e dirEntry) String() string          { return fs.FormatDirEntry(e) }

// ReadDir returns the entries of a directory in the order of names.
func ReadDir(name string) ([]DirEntry, error) {
	f, err := openAt(nil, "open", name, O_RDONLY, 0)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if !f.node.mode.IsDir() {
		return nil, pathError("open", name, syscall.ENOTDIR)
	}
	return f.ReadDir(-1)
}

// list returns the entries of a directory in the order of names.
func (n *node) list() []DirEntry {
	names := make([]string, 0, len(n.entries))
	for name := range n.entries {
		names = append(names, name)
		for i := len(names) - 1; i > 0 && names[i] < names[i-1]; i-- {
			names[i], names[i-1] = names[i-1], names[i]
		}
	}
	list := make([]DirEntry, 0, len(names))
	for _, name := range names {
		list = append(list, dirEntry{statOf(name, n.entries[name])})
	}
	return list
}

// Mkdir makes a directory, MkdirAll also those it is in.
func Mkdir(name string, perm FileMode) error { return mkdirAt(nil, "mkdir", name, perm) }

func mkdirAt(top *node, op, name string, perm FileMode) error {
	enterCall("mkdirat")
	defer fsMu.Unlock()
	dir, base, err := enter(top, name, false)
	if err != nil {
		return pathError(op, name, err)
	}
	dir.entries[base] = newDir(dir, perm&(ModePerm|ModeSticky))
	dir.modTime = time.Now()
	return nil
}

func MkdirAll(path string, perm FileMode) error { return mkdirAllAt(nil, "mkdir", path, perm) }

func mkdirAllAt(top *node, op, path string, perm FileMode) error {
	for i := 1; i <= len(path); i++ {
		if i < len(path) && path[i] != '/' {
			continue
		}
		info, err := statAt(top, "stat", path[:i], true)
		switch {
		case err == nil && !info.IsDir():
			return pathError(op, path[:i], syscall.ENOTDIR)
		case err != nil:
			if err := mkdirAt(top, op, path[:i], perm); err != nil {
				return err
			}
		}
	}
	return nil
}

// Remove removes a file, a link or an empty directory.
func Remove(name string) error { return removeAt(nil, "remove", name) }

func removeAt(top *node, op, name string) error {
	enterCall("unlinkat")
	defer fsMu.Unlock()
	dir, base, n, err := walk(top, name, false)
	switch {
	case err != nil:
	case n == nil:
		err = syscall.ENOENT
	case base == "":
		err = syscall.EINVAL
	case len(n.entries) > 0:
		err = syscall.ENOTEMPTY
	case dir.mode&mayWrite == 0:
		err = syscall.EACCES
	}
	if err != nil {
		return pathError(op, name, err)
	}
	delete(dir.entries, base)
	dir.modTime = time.Now()
	return nil
}

// RemoveAll removes a file or a directory with all in it; what is not there is no error.
func RemoveAll(path string) error { return removeAllAt(nil, "unlinkat", path) }

func removeAllAt(top *node, op, path string) error {
	if lastName(path) == "." && path != "" {
		return pathError("RemoveAll", path, syscall.EINVAL)
	}
	enterCall("unlinkat")
	defer fsMu.Unlock()
	dir, base, n, err := walk(top, path, false)
	switch {
	case err == syscall.ENOENT:
		return nil
	case err != nil:
		return pathError(op, path, err)
	case n == nil:
		return nil
	case base == "":
		return pathError(op, path, syscall.EINVAL)
	case dir.mode&mayWrite == 0:
		return pathError(op, path, syscall.EACCES)
	}
	delete(dir.entries, base)
	dir.modTime = time.Now()
	return nil
}

// Getwd returns the working directory.
func Getwd() (dir string, err error) {
	enterCall("getcwd")
	defer fsMu.Unlock()
	if root == nil {
		makeRoot()
	}
	return pathOf(cwd), nil
}

// Chdir makes dir the working directory.
func Chdir(dir string) error {
	enterCall("chdir")
	defer fsMu.Unlock()
	n, err := find(nil, dir, true)
	if err == nil && !n.mode.IsDir() {
		err = syscall.ENOTDIR
	}
	if err != nil {
		return pathError("chdir", dir, err)
	}
	cwd = n
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
