//go:build gopherscope

// Package os has the program's standard files, its arguments, its environment and a file
// system of its own. There is no system beneath: the machine serves reads and writes, and no
// file of the host can be reached.
package os

import (
	"io"
	"time"
)

// A File is an open file.
type File struct {
	fd   int // -1 once closed
	name string

	node *node // nil for the standard files
	flag int   // of OpenFile
	off  int   // where it is in the node's data
	read int   // entries that ReadDir has returned
}

// The standard files.
var (
	Stdin  = &File{fd: 0, name: "/dev/stdin"}
	Stdout = &File{fd: 1, name: "/dev/stdout"}
	Stderr = &File{fd: 2, name: "/dev/stderr"}
)

// write writes p to descriptor 1 or 2; it is a system call.
func write(fd int, p []byte)

// read reads into p from standard input and returns the number of bytes, 0 at the end; it
// is a system call.
func read(fd int, p []byte) int

func (f *File) fail(op string, err error) error { return &PathError{Op: op, Path: f.name, Err: err} }

func (f *File) check(op string) error {
	if f == nil {
		return ErrInvalid
	}
	if f.fd < 0 {
		return f.fail(op, ErrClosed)
	}
	return nil
}

// Write writes p, at the end of a file opened with O_APPEND.
func (f *File) Write(p []byte) (n int, err error) {
	if err := f.check("write"); err != nil {
		return 0, err
	}
	if f.node == nil {
		if f.fd == 0 {
			return 0, f.fail("write", errBadFile)
		}
		write(f.fd, p)
		return len(p), nil
	}
	if f.flag&O_APPEND != 0 {
		f.off = len(f.node.data)
	}
	n, err = f.put(p, f.off)
	f.off += n
	return n, err
}

// put writes p at off, after zeros if that is past the end.
func (f *File) put(p []byte, off int) (int, error) {
	if f.flag&(O_WRONLY|O_RDWR) == 0 {
		return 0, f.fail("write", errBadFile)
	}
	d := f.node
	if need := off + len(p); need > len(d.data) {
		d.data = append(d.data, make([]byte, need-len(d.data))...)
	}
	d.modTime = time.Now()
	return copy(d.data[off:], p), nil
}

// WriteString writes s.
func (f *File) WriteString(s string) (n int, err error) { return f.Write([]byte(s)) }

// WriteAt writes p at off.
func (f *File) WriteAt(p []byte, off int64) (n int, err error) {
	if err := f.check("write"); err != nil {
		return 0, err
	}
	if f.node == nil || off < 0 {
		return 0, f.fail("writeat", errBadArg)
	}
	return f.put(p, int(off))
}

// Read reads into p.
func (f *File) Read(p []byte) (n int, err error) {
	if err := f.check("read"); err != nil {
		return 0, err
	}
	if f.node != nil {
		n, err = f.get(p, f.off)
		f.off += n
		return n, err
	}
	if f.fd != 0 {
		return 0, f.fail("read", errBadFile)
	}
	if n = read(f.fd, p); n == 0 && len(p) > 0 {
		return 0, io.EOF
	}
	return n, nil
}

// get reads into p at off.
func (f *File) get(p []byte, off int) (int, error) {
	switch {
	case f.node.mode.IsDir():
		return 0, f.fail("read", errIsDir)
	case f.flag&O_WRONLY != 0:
		return 0, f.fail("read", errBadFile)
	case off >= len(f.node.data) && len(p) > 0:
		return 0, io.EOF
	}
	return copy(p, f.node.data[min(off, len(f.node.data)):]), nil
}

// ReadAt fills p from off on.
func (f *File) ReadAt(p []byte, off int64) (n int, err error) {
	if err := f.check("read"); err != nil {
		return 0, err
	}
	if f.node == nil || off < 0 {
		return 0, f.fail("readat", errBadArg)
	}
	n, err = f.get(p, int(off))
	if err == nil && n < len(p) {
		err = io.EOF
	}
	return n, err
}

// Seek moves to where the next read or write begins.
func (f *File) Seek(offset int64, whence int) (int64, error) {
	if err := f.check("seek"); err != nil {
		return 0, err
	}
	if f.node == nil {
		return 0, f.fail("seek", errBadArg)
	}
	switch whence {
	case io.SeekCurrent:
		offset += int64(f.off)
	case io.SeekEnd:
		offset += int64(len(f.node.data))
	}
	if offset < 0 {
		return 0, f.fail("seek", errBadArg)
	}
	f.off = int(offset)
	return offset, nil
}

// Truncate makes the file size bytes long.
func (f *File) Truncate(size int64) error {
	if err := f.check("truncate"); err != nil {
		return err
	}
	if f.node == nil || size < 0 {
		return f.fail("truncate", errBadArg)
	}
	if n := int(size) - len(f.node.data); n > 0 {
		f.node.data = append(f.node.data, make([]byte, n)...)
	}
	f.node.data = f.node.data[:size]
	return nil
}

// Stat describes the file.
func (f *File) Stat() (FileInfo, error) {
	if err := f.check("stat"); err != nil {
		return nil, err
	}
	n := f.node
	if n == nil {
		n = &node{mode: ModeDevice | ModeCharDevice | 0o620}
	}
	return fileInfo{lastName(f.name), n}, nil
}

// ReadDir returns the next n entries of a directory, all that are left if n <= 0.
func (f *File) ReadDir(n int) ([]DirEntry, error) {
	if err := f.check("readdir"); err != nil {
		return nil, err
	}
	if f.node == nil || !f.node.mode.IsDir() {
		return nil, f.fail("fdopendir", errNotDir)
	}
	list, err := ReadDir(pathOf(f.node))
	if err != nil {
		return nil, err
	}
	list = list[min(f.read, len(list)):]
	if n > 0 {
		if len(list) == 0 {
			return nil, io.EOF
		}
		list = list[:min(n, len(list))]
	}
	f.read += len(list)
	return list, nil
}

// Readdirnames returns the names of ReadDir's entries.
func (f *File) Readdirnames(n int) (names []string, err error) {
	list, err := f.ReadDir(n)
	for _, e := range list {
		names = append(names, e.Name())
	}
	return names, err
}

// Close closes f.
func (f *File) Close() error {
	if err := f.check("close"); err != nil {
		return err
	}
	f.fd = -1
	return nil
}

// Sync does nothing: writes are not held back.
func (f *File) Sync() error { return f.check("sync") }

// Name returns the name f was opened by.
func (f *File) Name() string { return f.name }

// Fd returns f's descriptor.
func (f *File) Fd() uintptr { return uintptr(f.fd) }
