//go:build gopherscope

// Package os has the program's standard files, its arguments, its environment and a file
// system of its own. There is no system beneath: the machine serves reads and writes, and no
// file of the host can be reached.
package os

import (
	"errors"
	"io"
	"syscall"
	"time"
)

// A File is an open file.
type File struct {
	fd   int // -1 once closed
	name string

	node *node // nil for the standard files and pipes
	pipe *pipe // of an end of a pipe
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

// NewFile returns the standard file with descriptor fd under a name; there are no others to be
// had so.
func NewFile(fd uintptr, name string) *File {
	if fd > 1<<31 {
		return nil
	}
	return &File{fd: int(fd), name: name}
}

// call makes the system call of the given name, which takes its time and does nothing: the
// caller then does what it is for. The P stays with the thread, and sysmon may take it.
func call(name string)

// enterCall makes a system call, and then holds the file system.
func enterCall(name string) {
	call(name)
	fsMu.Lock()
}

// write writes p to descriptor 1 or 2. Simplified: it takes the time of a system call, and is
// none in which a P can be taken, for it lasts a quarter of a microsecond.
func write(fd int, p []byte)

// read reads into p from standard input and returns the number of bytes, 0 at the end.
func read(fd int, p []byte) int

func (f *File) fail(op string, err error) error { return pathError(op, f.name, err) }

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
	if f.node == nil && f.pipe == nil {
		if f.fd != 1 && f.fd != 2 {
			return 0, f.fail("write", syscall.EBADF)
		}
		write(f.fd, p)
		return len(p), nil
	}
	enterCall("write")
	defer fsMu.Unlock()
	if f.flag&O_APPEND != 0 {
		f.off = len(f.node.data)
	}
	n, err = f.put(p, f.off)
	f.off += n
	return n, f.fail("write", err)
}

// put writes p at off, after zeros if that is past the end.
func (f *File) put(p []byte, off int) (int, error) {
	switch d := f.node; {
	case f.flag&(O_WRONLY|O_RDWR) == 0:
		return 0, syscall.EBADF
	case f.pipe != nil:
		return f.pipe.writeTo(p)
	case d == null:
		return len(p), nil
	default:
		if need := off + len(p); need > len(d.data) && len(p) > 0 {
			d.data = append(d.data, make([]byte, need-len(d.data))...)
		}
		d.modTime = time.Now()
		return copy(d.data[min(off, len(d.data)):], p), nil
	}
}

// WriteString writes s.
func (f *File) WriteString(s string) (n int, err error) { return f.Write([]byte(s)) }

// WriteAt writes p at off.
func (f *File) WriteAt(p []byte, off int64) (n int, err error) {
	if err := f.check("write"); err != nil {
		return 0, err
	}
	switch {
	case f.flag&O_APPEND != 0:
		return 0, errors.New("os: invalid use of WriteAt on file opened with O_APPEND")
	case off < 0:
		return 0, f.fail("writeat", errors.New("negative offset"))
	case f.node == nil:
		return 0, f.fail("write", syscall.ESPIPE)
	}
	enterCall("pwrite64")
	defer fsMu.Unlock()
	n, err = f.put(p, int(off))
	return n, f.fail("write", err)
}

// ReadFrom writes all of r.
func (f *File) ReadFrom(r io.Reader) (n int64, err error) {
	if err := f.check("write"); err != nil {
		return 0, err
	}
	return io.Copy(onlyWriter{f}, r)
}

// WriteTo writes to w what is left to read.
func (f *File) WriteTo(w io.Writer) (n int64, err error) {
	if err := f.check("read"); err != nil {
		return 0, err
	}
	return io.Copy(w, onlyReader{f})
}

// A File with no other way to be copied from or to.
type (
	onlyWriter struct{ io.Writer }
	onlyReader struct{ io.Reader }
)

// Read reads into p.
func (f *File) Read(p []byte) (n int, err error) {
	if err := f.check("read"); err != nil {
		return 0, err
	}
	switch {
	case f.node != nil || f.pipe != nil:
		enterCall("read")
		defer fsMu.Unlock()
		n, err = f.get(p, f.off)
		f.off += n
	case f.fd != 0:
		err = syscall.EBADF
	default:
		call("read")
		n = read(f.fd, p)
	}
	if n == 0 && len(p) > 0 && err == nil {
		return 0, io.EOF
	}
	return n, f.fail("read", err)
}

// get reads into p at off; it returns 0 at the end.
func (f *File) get(p []byte, off int) (int, error) {
	switch {
	case f.flag&O_WRONLY != 0:
		return 0, syscall.EBADF
	case f.pipe != nil:
		return f.pipe.readFrom(p)
	case f.node.mode.IsDir():
		return 0, syscall.EISDIR
	}
	return copy(p, f.node.data[min(off, len(f.node.data)):]), nil
}

// readAll returns what is left to read.
func (f *File) readAll() ([]byte, error) {
	enterCall("fstat")
	defer fsMu.Unlock()
	b := make([]byte, len(f.node.data))
	call("read")
	_, err := f.get(b, f.off)
	if err != nil {
		return nil, f.fail("read", err)
	}
	call("read") // it finds the end
	return b, nil
}

// ReadAt fills p from off on.
func (f *File) ReadAt(p []byte, off int64) (n int, err error) {
	if err := f.check("read"); err != nil {
		return 0, err
	}
	switch {
	case off < 0:
		return 0, f.fail("readat", errors.New("negative offset"))
	case f.node == nil:
		return 0, f.fail("read", syscall.ESPIPE)
	}
	enterCall("pread64")
	defer fsMu.Unlock()
	n, err = f.get(p, int(off))
	if err == nil && n < len(p) {
		return n, io.EOF
	}
	return n, f.fail("read", err)
}

// Seek moves to where the next read or write begins.
func (f *File) Seek(offset int64, whence int) (int64, error) {
	if err := f.check("seek"); err != nil {
		return 0, err
	}
	if f.node == nil {
		return 0, f.fail("seek", syscall.ESPIPE)
	}
	enterCall("lseek")
	defer fsMu.Unlock()
	switch whence {
	case io.SeekStart:
	case io.SeekCurrent:
		offset += int64(f.off)
	case io.SeekEnd:
		offset += int64(len(f.node.data))
	default:
		offset = -1
	}
	if offset < 0 {
		return 0, f.fail("seek", syscall.EINVAL)
	}
	f.off, f.read = int(offset), 0
	return offset, nil
}

// change changes the file's node.
func (f *File) change(op string, do func(n *node) error) error {
	if err := f.check(op); err != nil {
		return err
	}
	if f.node == nil {
		return f.fail(op, syscall.EINVAL)
	}
	enterCall("f" + op)
	defer fsMu.Unlock()
	return f.fail(op, do(f.node))
}

// Truncate makes the file size bytes long.
func (f *File) Truncate(size int64) error {
	return f.change("truncate", func(n *node) error {
		if f.flag&(O_WRONLY|O_RDWR) == 0 {
			return syscall.EINVAL
		}
		return n.truncate(size)
	})
}

// Chmod sets the file's permissions, Chown its owner.
func (f *File) Chmod(mode FileMode) error {
	return f.change("chmod", func(n *node) error { return n.chmod(mode) })
}

func (f *File) Chown(uid, gid int) error {
	return f.change("chown", func(n *node) error { return n.chown(uid, gid) })
}

// Chdir makes f, a directory, the working directory.
func (f *File) Chdir() error {
	return f.change("chdir", func(n *node) error {
		if !n.mode.IsDir() {
			return syscall.ENOTDIR
		}
		cwd = n
		return nil
	})
}

// Stat describes the file.
func (f *File) Stat() (FileInfo, error) {
	if err := f.check("stat"); err != nil {
		return nil, err
	}
	enterCall("fstat")
	defer fsMu.Unlock()
	n := f.node
	switch {
	case f.pipe != nil:
		n = &node{mode: ModeNamedPipe | 0o600}
	case n == nil:
		n = &node{mode: ModeDevice | ModeCharDevice | 0o620}
	}
	return statOf(lastName(f.name), n), nil
}

// ReadDir returns the next n entries of a directory, all that are left if n <= 0, in the order
// of names.
func (f *File) ReadDir(n int) ([]DirEntry, error) {
	if err := f.check("readdir"); err != nil {
		return nil, err
	}
	if f.node == nil || !f.node.mode.IsDir() {
		return nil, f.fail("readdirent", syscall.ENOTDIR)
	}
	enterCall("getdents64")
	defer fsMu.Unlock()
	list := f.node.list()
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

// Readdir returns descriptions of ReadDir's entries, Readdirnames their names.
func (f *File) Readdir(n int) ([]FileInfo, error) {
	if f == nil {
		return nil, ErrInvalid
	}
	list, err := f.ReadDir(n)
	infos := make([]FileInfo, len(list))
	for i, e := range list {
		infos[i], _ = e.Info()
	}
	return infos, err
}

func (f *File) Readdirnames(n int) (names []string, err error) {
	if f == nil {
		return nil, ErrInvalid
	}
	list, err := f.ReadDir(n)
	names = make([]string, len(list))
	for i, e := range list {
		names[i] = e.Name()
	}
	return names, err
}

// Close closes f.
func (f *File) Close() error {
	if err := f.check("close"); err != nil {
		return err
	}
	call("close")
	if f.pipe != nil {
		fsMu.Lock()
		f.pipe.close(f.flag)
		fsMu.Unlock()
	}
	f.fd = -1
	return nil
}

// Sync has nothing to do: writes are not held back.
func (f *File) Sync() error {
	if err := f.check("sync"); err != nil {
		return err
	}
	call("fsync")
	return nil
}

// The deadlines of a file, which no file here has.
func (f *File) SetDeadline(t time.Time) error      { return f.noDeadline("SetDeadline") }
func (f *File) SetReadDeadline(t time.Time) error  { return f.noDeadline("SetReadDeadline") }
func (f *File) SetWriteDeadline(t time.Time) error { return f.noDeadline("SetWriteDeadline") }

func (f *File) noDeadline(op string) error {
	if err := f.check(op); err != nil {
		return err
	}
	return ErrNoDeadline
}

// Name returns the name f was opened by.
func (f *File) Name() string { return f.name }

// Fd returns f's descriptor, the largest number once f is closed.
func (f *File) Fd() uintptr {
	if f == nil {
		return ^uintptr(0)
	}
	return uintptr(f.fd)
}
