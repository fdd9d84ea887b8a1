//go:build gopherscope

package os

import (
	"syscall"
	"time"
)

// A LinkError says what failed on which two files.
type LinkError struct {
	Op  string
	Old string
	New string
	Err error
}

func (e *LinkError) Error() string { return e.Op + " " + e.Old + " " + e.New + ": " + e.Err.Error() }
func (e *LinkError) Unwrap() error { return e.Err }

func linkError(op, old, new string, err error) error {
	if err == nil {
		return nil
	}
	return &LinkError{op, old, new, err}
}

// Rename moves a file, to the place of another one if newpath is a file.
func Rename(oldpath, newpath string) error {
	return linkError("rename", oldpath, newpath, renameAt(nil, oldpath, newpath))
}

func renameAt(top *node, oldpath, newpath string) error {
	enterCall("renameat")
	defer fsMu.Unlock()
	odir, oname, n, err := walk(top, oldpath, false)
	ndir, nname, there, nerr := walk(top, newpath, false)
	switch {
	case err == nil && n == nil:
		return syscall.ENOENT
	case err != nil:
		return err
	case nerr != nil:
		return nerr
	case there != nil && there.mode.IsDir():
		return syscall.EEXIST
	case oname == "":
		return syscall.EINVAL
	case there != nil && n.mode.IsDir():
		return syscall.ENOTDIR
	case (odir.mode&ndir.mode)&mayWrite == 0:
		return syscall.EACCES
	}
	for d := ndir; n.mode.IsDir() && d != nil; d = d.parent {
		if d == n {
			return syscall.EINVAL // into itself
		}
	}
	delete(odir.entries, oname)
	ndir.entries[nname] = n
	if n.mode.IsDir() {
		n.parent = ndir
	}
	odir.modTime, ndir.modTime = time.Now(), time.Now()
	return nil
}

// Link gives a file another name.
func Link(oldname, newname string) error {
	return linkError("link", oldname, newname, linkAt(nil, oldname, newname))
}

func linkAt(top *node, oldname, newname string) error {
	enterCall("linkat")
	defer fsMu.Unlock()
	n, err := find(top, oldname, false)
	if err != nil {
		return err
	}
	dir, base, err := enter(top, newname, false)
	switch {
	case err != nil:
		return err
	case n.mode.IsDir():
		return syscall.EPERM
	}
	dir.entries[base] = n
	return nil
}

// Symlink makes newname a symbolic link to oldname, which need not exist.
func Symlink(oldname, newname string) error {
	return linkError("symlink", oldname, newname, symlinkAt(nil, oldname, newname))
}

func symlinkAt(top *node, oldname, newname string) error {
	enterCall("symlinkat")
	defer fsMu.Unlock()
	if oldname == "" {
		return syscall.ENOENT
	}
	dir, base, err := enter(top, newname, false)
	if err != nil {
		return err
	}
	dir.entries[base] = &node{mode: ModeSymlink | ModePerm, target: oldname, modTime: time.Now()}
	return nil
}

// Readlink returns what a symbolic link holds.
func Readlink(name string) (string, error) { return readlinkAt(nil, "readlink", name) }

func readlinkAt(top *node, op, name string) (string, error) {
	enterCall("readlinkat")
	defer fsMu.Unlock()
	n, err := find(top, name, false)
	if err == nil && n.mode&ModeSymlink == 0 {
		err = syscall.EINVAL
	}
	if err != nil {
		return "", pathError(op, name, err)
	}
	return n.target, nil
}

// change finds a file and changes it.
func change(top *node, op, name string, follow bool, do func(n *node) error) error {
	enterCall(callOf(op))
	defer fsMu.Unlock()
	n, err := find(top, name, follow)
	if err == nil {
		err = do(n)
	}
	return pathError(op, name, err)
}

// callOf returns the system call that an operation of change makes.
func callOf(op string) string {
	switch op {
	case "chmod", "chmodat":
		return "fchmodat"
	case "chtimes", "chtimesat":
		return "utimensat"
	case "truncate":
		return op
	}
	return "fchownat"
}

// chmodBits are the bits of a mode that Chmod sets.
const chmodBits = ModePerm | ModeSetuid | ModeSetgid | ModeSticky

func (n *node) chmod(mode FileMode) error {
	n.mode = n.mode&^chmodBits | mode&chmodBits
	return nil
}

// chown refuses to give a file away, as a system does.
func (n *node) chown(uid, gid int) error {
	if uid >= 0 && uid != Getuid() || gid >= 0 && gid != Getgid() {
		return syscall.EPERM
	}
	return nil
}

func (n *node) truncate(size int64) error {
	if size < 0 || n.mode&mayWrite == 0 {
		return syscall.EINVAL
	}
	if n.mode.IsDir() {
		return syscall.EISDIR
	}
	if more := int(size) - len(n.data); more > 0 {
		n.data = append(n.data, make([]byte, more)...)
	}
	n.data, n.modTime = n.data[:size], time.Now()
	return nil
}

// Chmod sets the permissions of a file.
func Chmod(name string, mode FileMode) error {
	return change(nil, "chmod", name, true, func(n *node) error { return n.chmod(mode) })
}

// Chown sets the owner of a file, Lchown of a link itself. Only the program's user may own one.
func Chown(name string, uid, gid int) error {
	return change(nil, "chown", name, true, func(n *node) error { return n.chown(uid, gid) })
}

func Lchown(name string, uid, gid int) error {
	return change(nil, "lchown", name, false, func(n *node) error { return n.chown(uid, gid) })
}

// Chtimes sets when a file was last written; a zero time leaves it. When it was read is not
// kept.
func Chtimes(name string, atime time.Time, mtime time.Time) error {
	return change(nil, "chtimes", name, true, func(n *node) error { return n.chtimes(mtime) })
}

func (n *node) chtimes(mtime time.Time) error {
	if !mtime.IsZero() {
		n.modTime = time.Unix(mtime.Unix(), int64(mtime.Nanosecond()))
	}
	return nil
}

// Truncate makes a file size bytes long.
func Truncate(name string, size int64) error {
	return change(nil, "truncate", name, true, func(n *node) error { return n.truncate(size) })
}
