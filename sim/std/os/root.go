//go:build gopherscope

package os

import (
	"errors"
	"io/fs"
	"time"
)

// A Root is a directory whose methods do not leave it, neither by .. nor by a link.
type Root struct {
	name   string
	node   *node
	closed bool
}

// OpenRoot opens a directory as a Root.
func OpenRoot(name string) (*Root, error) { return rootAt(nil, "open", name, name) }

// OpenInRoot opens a file of a directory that it may not leave.
func OpenInRoot(dir, name string) (*File, error) {
	r, err := OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return r.Open(name)
}

func rootAt(top *node, op, path, name string) (*Root, error) {
	enterCall("openat")
	defer fsMu.Unlock()
	n, err := find(top, path, true)
	if err == nil && !n.mode.IsDir() {
		err = errors.New("not a directory")
	}
	if err != nil {
		return nil, pathError(op, path, err)
	}
	return &Root{name: name, node: n}, nil
}

// check tells whether the root is open.
func (r *Root) check(op, name string) error {
	if r.closed {
		return pathError(op, name, ErrClosed)
	}
	return nil
}

func (r *Root) Name() string { return r.name }

// Close ends the use of r.
func (r *Root) Close() error {
	r.closed = true
	return nil
}

func (r *Root) Open(name string) (*File, error) { return r.OpenFile(name, O_RDONLY, 0) }

func (r *Root) Create(name string) (*File, error) {
	return r.OpenFile(name, O_RDWR|O_CREATE|O_TRUNC, 0o666)
}

func (r *Root) OpenFile(name string, flag int, perm FileMode) (*File, error) {
	if err := r.check("openat", name); err != nil {
		return nil, err
	}
	f, err := openAt(r.node, "openat", name, flag, perm)
	if err == nil {
		f.name = r.name + "/" + name
	}
	return f, err
}

func (r *Root) OpenRoot(name string) (*Root, error) {
	if err := r.check("openat", name); err != nil {
		return nil, err
	}
	return rootAt(r.node, "openat", name, r.name+"/"+name)
}

func (r *Root) ReadFile(name string) ([]byte, error) {
	f, err := r.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return f.readAll()
}

func (r *Root) WriteFile(name string, data []byte, perm FileMode) error {
	f, err := r.OpenFile(name, O_WRONLY|O_CREATE|O_TRUNC, perm)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = f.Write(data)
	return err
}

func (r *Root) Stat(name string) (FileInfo, error) {
	if err := r.check("statat", name); err != nil {
		return nil, err
	}
	return statAt(r.node, "statat", name, true)
}

func (r *Root) Lstat(name string) (FileInfo, error) {
	if err := r.check("lstatat", name); err != nil {
		return nil, err
	}
	return statAt(r.node, "lstatat", name, false)
}

func (r *Root) Mkdir(name string, perm FileMode) error {
	if err := r.check("mkdirat", name); err != nil {
		return err
	}
	return mkdirAt(r.node, "mkdirat", name, perm)
}

func (r *Root) MkdirAll(name string, perm FileMode) error {
	if err := r.check("mkdirat", name); err != nil {
		return err
	}
	return mkdirAllAt(r.node, "mkdirat", name, perm)
}

func (r *Root) Remove(name string) error {
	if err := r.check("removeat", name); err != nil {
		return err
	}
	return removeAt(r.node, "removeat", name)
}

func (r *Root) RemoveAll(name string) error {
	if err := r.check("RemoveAll", name); err != nil {
		return err
	}
	return removeAllAt(r.node, "RemoveAll", name)
}

func (r *Root) Rename(oldname, newname string) error {
	if r.closed {
		return linkError("renameat", oldname, newname, ErrClosed)
	}
	return linkError("renameat", oldname, newname, renameAt(r.node, oldname, newname))
}

func (r *Root) Link(oldname, newname string) error {
	if r.closed {
		return linkError("linkat", oldname, newname, ErrClosed)
	}
	return linkError("linkat", oldname, newname, linkAt(r.node, oldname, newname))
}

func (r *Root) Symlink(oldname, newname string) error {
	if r.closed {
		return linkError("symlinkat", oldname, newname, ErrClosed)
	}
	return linkError("symlinkat", oldname, newname, symlinkAt(r.node, oldname, newname))
}

func (r *Root) Readlink(name string) (string, error) {
	if err := r.check("readlinkat", name); err != nil {
		return "", err
	}
	return readlinkAt(r.node, "readlinkat", name)
}

// change changes a file of r.
func (r *Root) change(op, name string, follow bool, do func(n *node) error) error {
	if err := r.check(op, name); err != nil {
		return err
	}
	return change(r.node, op, name, follow, do)
}

func (r *Root) Chmod(name string, mode FileMode) error {
	return r.change("chmodat", name, true, func(n *node) error { return n.chmod(mode) })
}

func (r *Root) Chown(name string, uid, gid int) error {
	return r.change("chownat", name, true, func(n *node) error { return n.chown(uid, gid) })
}

func (r *Root) Lchown(name string, uid, gid int) error {
	return r.change("lchownat", name, false, func(n *node) error { return n.chown(uid, gid) })
}

func (r *Root) Chtimes(name string, atime time.Time, mtime time.Time) error {
	return r.change("chtimesat", name, true, func(n *node) error { return n.chtimes(mtime) })
}

// FS returns r as a file system.
func (r *Root) FS() fs.FS { return &rootFS{r} }

// A dirFS is a directory as a file system, a rootFS one that is not left.
type (
	dirFS  string
	rootFS struct{ r *Root }
)

// DirFS returns the directory dir as a file system.
func DirFS(dir string) fs.FS { return dirFS(dir) }

// join returns the path of a file of the system.
func (d dirFS) join(op, name string) (string, error) {
	switch {
	case d == "":
		return "", pathError(op, name, errors.New("os: DirFS with empty root"))
	case !fs.ValidPath(name):
		return "", pathError(op, name, ErrInvalid)
	}
	return string(d) + "/" + name, nil
}

// renamed makes err speak of the name within the file system.
func renamed(err error, name string) error {
	if e, ok := err.(*PathError); ok {
		e.Path = name
	}
	return err
}

func (d dirFS) Open(name string) (fs.File, error) {
	full, err := d.join("open", name)
	if err != nil {
		return nil, err
	}
	f, err := Open(full)
	if err != nil {
		return nil, renamed(err, name)
	}
	return f, nil
}

func (d dirFS) ReadFile(name string) ([]byte, error) {
	full, err := d.join("readfile", name)
	if err != nil {
		return nil, err
	}
	b, err := ReadFile(full)
	return b, renamed(err, name)
}

func (d dirFS) ReadDir(name string) ([]DirEntry, error) {
	full, err := d.join("readdir", name)
	if err != nil {
		return nil, err
	}
	list, err := ReadDir(full)
	return list, renamed(err, name)
}

func (d dirFS) Stat(name string) (fs.FileInfo, error) {
	full, err := d.join("stat", name)
	if err != nil {
		return nil, err
	}
	info, err := Stat(full)
	return info, renamed(err, name)
}

func (d dirFS) Lstat(name string) (fs.FileInfo, error) {
	full, err := d.join("lstat", name)
	if err != nil {
		return nil, err
	}
	info, err := Lstat(full)
	return info, renamed(err, name)
}

func (d dirFS) ReadLink(name string) (string, error) {
	full, err := d.join("readlink", name)
	if err != nil {
		return "", err
	}
	return Readlink(full)
}

// valid refuses what is no path of an io/fs.
func valid(op, name string) error {
	if !fs.ValidPath(name) {
		return pathError(op, name, ErrInvalid)
	}
	return nil
}

func (s *rootFS) Open(name string) (fs.File, error) {
	if err := valid("open", name); err != nil {
		return nil, err
	}
	f, err := s.r.Open(name)
	if err != nil {
		return nil, err
	}
	return f, nil
}

func (s *rootFS) ReadFile(name string) ([]byte, error) {
	if err := valid("readfile", name); err != nil {
		return nil, err
	}
	return s.r.ReadFile(name)
}

func (s *rootFS) ReadDir(name string) ([]DirEntry, error) {
	if err := valid("readdir", name); err != nil {
		return nil, err
	}
	f, err := s.r.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return f.ReadDir(-1)
}

func (s *rootFS) Stat(name string) (fs.FileInfo, error) {
	if err := valid("stat", name); err != nil {
		return nil, err
	}
	return s.r.Stat(name)
}

func (s *rootFS) Lstat(name string) (fs.FileInfo, error) {
	if err := valid("lstat", name); err != nil {
		return nil, err
	}
	return s.r.Lstat(name)
}

func (s *rootFS) ReadLink(name string) (string, error) {
	if err := valid("readlink", name); err != nil {
		return "", err
	}
	return s.r.Readlink(name)
}

// CopyFS copies the files of fsys into dir, which it makes; none may be there yet.
func CopyFS(dir string, fsys fs.FS) error {
	return fs.WalkDir(fsys, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		to := dir + "/" + path
		if path == "." {
			to = dir
		}
		switch d.Type() {
		case ModeDir:
			return MkdirAll(to, 0o777)
		case ModeSymlink:
			target, err := fs.ReadLink(fsys, path)
			if err != nil {
				return err
			}
			return Symlink(target, to)
		case 0:
			return copyFile(to, fsys, path)
		}
		return pathError("CopyFS", path, ErrInvalid)
	})
}

func copyFile(to string, fsys fs.FS, path string) error {
	r, err := fsys.Open(path)
	if err != nil {
		return err
	}
	defer r.Close()
	info, err := r.Stat()
	if err != nil {
		return err
	}
	w, err := OpenFile(to, O_CREATE|O_EXCL|O_WRONLY, 0o666|info.Mode()&0o777)
	if err != nil {
		return err
	}
	if _, err := w.ReadFrom(r); err != nil {
		w.Close()
		return pathError("Copy", to, err)
	}
	return w.Close()
}
