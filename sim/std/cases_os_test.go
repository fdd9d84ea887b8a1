//lint:file-ignore SA1019 older names are compared too

package std_test

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"io/ioutil"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// casesOS works in a new directory and leaves nothing there. What it emits has no times of
// files and no names that are random.
func casesOS(emit func(string)) {
	say := func(what string, args ...any) {
		for i, a := range args {
			if e, ok := a.(error); ok {
				args[i] = fmt.Sprintf("%v [%v %v %v %v]", e, os.IsNotExist(e), errors.Is(e, fs.ErrExist), os.IsPermission(e), errors.Is(e, fs.ErrInvalid))
			}
		}
		emit(what + ": " + fmt.Sprintln(args...))
	}
	wd, err := os.Getwd()
	if err != nil {
		emit(err.Error())
		return
	}
	dir, err := os.MkdirTemp("", "cases*dir")
	if err != nil {
		emit(err.Error())
		return
	}
	defer os.RemoveAll(dir)
	defer os.Chdir(wd)
	say("chdir", os.Chdir(dir))
	osFiles(say)
	osTree(say)
	osLinks(say)
	osRoot(say)
	osSystem(say)
}

type sayer func(what string, args ...any)

func osFiles(say sayer) {
	f, err := os.Create("a")
	n, werr := f.WriteString("hello, world\n")
	say("create", f.Name(), err, n, werr)
	n, err = f.WriteAt([]byte("J"), 0)
	off, serr := f.Seek(-3, io.SeekEnd)
	say("at", n, err, off, serr)
	b := make([]byte, 8)
	n, err = f.Read(b)
	say("read", n, err, string(b[:n]))
	n, err = f.Read(b)
	say("end", n, err)
	n, err = f.ReadAt(b, 7)
	say("readat", n, err, string(b[:n]))
	n, err = f.ReadAt(b[:3], 7)
	say("readat", n, err, string(b[:n]))
	say("truncate", f.Truncate(5), f.Truncate(7), f.Sync())
	st, err := f.Stat()
	say("stat", st.Name(), st.Size(), st.Mode(), st.IsDir(), err, time.Since(st.ModTime()) < time.Hour)
	f.Seek(0, io.SeekStart)
	var sb strings.Builder
	k, err := f.WriteTo(&sb)
	say("writeto", k, err, fmt.Sprintf("%q", sb.String()))
	k, err = f.ReadFrom(strings.NewReader("more"))
	say("readfrom", k, err, f.Close(), f.Close())
	_, err = f.Write([]byte("x"))
	_, err2 := f.Stat()
	_, err3 := f.Seek(0, 0)
	say("closed", err, err2, err3, f.Sync(), f.Truncate(0), f.Chmod(0))
	data, err := os.ReadFile("a")
	say("content", fmt.Sprintf("%q", data), err)
	for _, flag := range []int{os.O_RDONLY, os.O_WRONLY, os.O_RDWR, os.O_APPEND | os.O_WRONLY, os.O_CREATE | os.O_EXCL | os.O_RDWR, os.O_TRUNC | os.O_RDWR, os.O_CREATE | os.O_RDONLY} {
		for _, name := range []string{"a", "b", "no/such", "", "a/x", "."} {
			f, err := os.OpenFile(name, flag, 0o640)
			if err != nil {
				say("open", flag, name, err)
				continue
			}
			n, werr := f.Write([]byte("12"))
			f.Seek(0, 0)
			n2, rerr := f.Read(b)
			say("open", flag, name, n, werr, n2, rerr, f.Close())
		}
		os.Remove("b")
	}
	say("writefile", os.WriteFile("ro", []byte("x"), 0o400), os.Chmod("ro", 0o600), os.Truncate("ro", 3))
	st, err = os.Stat("ro")
	say("ro", st.Mode(), st.Size(), err, os.Chtimes("ro", time.Time{}, time.Unix(1e9, 0)))
	st, _ = os.Stat("ro")
	say("times", st.ModTime().UTC())
	_, err = os.Stat("nope")
	say("none", err, os.Remove("nope"), os.Truncate("nope", 1), os.Chmod("nope", 0), os.Truncate("a", -1))
	_, err = os.ReadFile(".")
	_, err2 = os.ReadFile("nope")
	say("readfile", err, err2, os.WriteFile("x/y", nil, 0o600))
	tmp, err := os.CreateTemp(".", "t*.txt")
	say("temp", strings.HasPrefix(tmp.Name(), "./t"), strings.HasSuffix(tmp.Name(), ".txt"), err, tmp.Close(), os.Remove(tmp.Name()))
	tmp, err = ioutil.TempFile(".", "u")
	say("temp", err, tmp.Close(), os.Remove(tmp.Name()))
	name, err := ioutil.TempDir(".", "v")
	say("temp", err, os.Remove(name))
	_, err = os.CreateTemp("", "a/b")
	_, err2 = os.MkdirTemp("", "a/b")
	_, err3 = os.CreateTemp("nope", "x")
	say("temp", err, err2, strings.HasSuffix(err3.Error(), "no such file or directory"))
	null, err := os.OpenFile(os.DevNull, os.O_RDWR, 0)
	n, werr = null.Write([]byte("gone"))
	n2, rerr := null.Read(b)
	say("null", err, n, werr, n2, rerr, null.Close())
	var none *os.File
	_, err = none.Read(nil)
	_, err2 = none.Readdir(0)
	say("nil", err, err2, none.Close())
	os.RemoveAll("a")
	os.RemoveAll("ro")
}

func osTree(say sayer) {
	say("mkdir", os.Mkdir("d", 0o755), os.Mkdir("d", 0o755), os.MkdirAll("d/e/f", 0o755), os.Mkdir("x/y", 0o755), os.MkdirAll("d/e", 0))
	os.WriteFile("d/one", []byte("1"), 0o644)
	os.WriteFile("d/e/two", []byte("22"), 0o600)
	say("mkdirall", os.MkdirAll("d/one/x", 0o755), os.Mkdir("d/one", 0o755))
	list, err := os.ReadDir("d")
	for _, e := range list {
		info, err := e.Info()
		say("entry", e, e.Name(), e.IsDir(), e.Type(), info.Mode(), err, fs.FormatDirEntry(e))
	}
	_, err2 := os.ReadDir("d/one")
	say("readdir", err, err2)
	infos, err := ioutil.ReadDir("d/e")
	say("ioutil", len(infos), err, infos[1].Name())
	f, _ := os.Open("d")
	names, err := f.Readdirnames(-1)
	say("names", len(names), err)
	infos, err = f.Readdir(1)
	say("end", len(infos), err, f.Close())
	f, _ = os.Open("d")
	_, err = f.Read(make([]byte, 1))
	say("dir", err, f.Chdir(), os.Chdir(".."), f.Close())
	for _, root := range []string{"d", "d/one", "nope"} {
		err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
			say("walk", p, d != nil && d.IsDir(), err)
			if p == "d/e/f" {
				return fs.SkipDir
			}
			return err
		})
		say("walked", err)
		err = filepath.Walk(root, func(p string, info fs.FileInfo, err error) error {
			say("walk", p, info != nil && info.IsDir(), err)
			if p == "d/e" {
				return filepath.SkipAll
			}
			return nil
		})
		say("walked", err)
	}
	for _, fsys := range []fs.FS{os.DirFS("d"), os.DirFS("nope"), os.DirFS("")} {
		for _, name := range []string{".", "one", "e/two", "e", "nope", "/one", "../a", "one/x"} {
			b, err := fs.ReadFile(fsys, name)
			st, err2 := fs.Stat(fsys, name)
			es, err3 := fs.ReadDir(fsys, name)
			say("fs", name, string(b), err, st != nil && st.IsDir(), err2, len(es), err3, fs.ValidPath(name))
			_, err = fsys.Open(name)
			_, err2 = fs.ReadLink(fsys, name)
			say("fs", err, err2)
		}
		sub, err := fs.Sub(fsys, "e")
		b, err2 := fs.ReadFile(sub, "two")
		_, err3 := fs.ReadFile(sub, "none")
		_, err4 := fs.Sub(fsys, "../x")
		say("sub", err, string(b), err2, err3, err4)
		say("walkfs", fs.WalkDir(fsys, ".", func(p string, d fs.DirEntry, err error) error {
			say("at", p, err)
			return err
		}))
		for _, pattern := range []string{"*", "*/*", "e/t*", "[", "one", "nope", "?n[a-e]", `\e/*`} {
			m, err := fs.Glob(fsys, pattern)
			say("glob", pattern, fmt.Sprintf("%q", m), err)
			m, err = fs.Glob(sub, pattern)
			say("subglob", pattern, fmt.Sprintf("%q", m), err)
		}
	}
	for _, pattern := range []string{"*", "d/*", "d/*/*", "*/[eo]*", "[", "d/one", "nope/*", "d/e/"} {
		m, err := filepath.Glob(pattern)
		say("glob", pattern, fmt.Sprintf("%q", m), err)
	}
	say("copy", os.CopyFS("copy", os.DirFS("d")), os.CopyFS("copy", os.DirFS("d")))
	say("rename", os.Rename("d/one", "d/e/one"), os.Rename("nope", "x"), os.Rename("d", "d/e/x"), os.Rename("copy", "d"), os.Rename("copy", "d/e/one"), os.Rename("d/e/one", "copy/one"))
	say("remove", os.Remove("d"), os.RemoveAll("copy"), os.RemoveAll("nope"), os.RemoveAll("."), os.RemoveAll(""), os.Remove("d/e/f"), os.RemoveAll("d"))
}

func osLinks(say sayer) {
	os.WriteFile("a", []byte("content"), 0o644)
	os.Mkdir("d", 0o755)
	say("symlink", os.Symlink("a", "l"), os.Symlink("a", "l"), os.Symlink("nope", "dangling"), os.Symlink("d", "dl"), os.Symlink("loop", "loop"), os.Symlink("../a", "d/up"))
	say("link", os.Link("a", "h"), os.Link("nope", "x"), os.Link("d", "x"), os.Link("a", "h"))
	for _, name := range []string{"l", "a", "nope", "dangling", "loop", "dl", "h", "d/up", "dl/up"} {
		target, err := os.Readlink(name)
		b, err2 := os.ReadFile(name)
		ls, err3 := os.Lstat(name)
		real, err4 := filepath.EvalSymlinks(name)
		mode, size := fs.FileMode(0), int64(0)
		if ls != nil && !ls.IsDir() {
			mode, size = ls.Mode(), ls.Size()
		}
		if name == "loop" {
			err4 = nil
		}
		say("link", name, target, err, string(b), err2, mode, size, err3, real, err4)
	}
	a, _ := os.Stat("a")
	l, _ := os.Stat("l")
	h, _ := os.Stat("h")
	d, _ := os.Stat("d")
	say("same", os.SameFile(a, l), os.SameFile(a, h), os.SameFile(a, d))
	say("through", os.WriteFile("dangling", []byte("new"), 0o600), os.WriteFile("l", []byte("changed"), 0o600))
	b, err := os.ReadFile("h")
	c, err2 := os.ReadFile("nope")
	say("changed", string(b), err, string(c), err2)
	_, err = os.Open("loop")
	say("loop", err, os.Remove("loop"), os.Remove("l"), os.Chdir("dl"))
	_, err = os.Stat("up")
	say("in", err, os.Chdir(".."), os.Chdir("a"))
	for _, name := range []string{"a", "h", "dangling", "nope", "dl", "d"} {
		say("remove", name, os.RemoveAll(name))
	}
}

func osRoot(say sayer) {
	os.MkdirAll("root/in", 0o755)
	os.WriteFile("out", []byte("secret"), 0o644)
	os.Symlink("../out", "root/esc")
	r, err := os.OpenRoot("root")
	say("root", r.Name(), err)
	say("write", r.WriteFile("in/f", []byte("data"), 0o644), r.Mkdir("m", 0o755), r.Mkdir("m", 0o755), r.MkdirAll("m/n/o", 0o755), r.WriteFile("../x", nil, 0o644))
	for _, name := range []string{"in/f", "../out", "/etc", "esc", "nope", "in/../in/f", "in/../../out"} {
		b, err := r.ReadFile(name)
		_, err2 := r.Stat(name)
		_, err3 := r.Open(name)
		say("read", name, string(b), err, err2, err3)
	}
	_, err = r.Lstat("esc")
	target, err2 := r.Readlink("esc")
	say("link", err, target, err2, r.Symlink("f", "in/g"), r.Link("in/f", "in/h"), r.Rename("in/h", "in/i"), r.Rename("nope", "x"), r.Chmod("in/f", 0o600), r.Chtimes("in/f", time.Time{}, time.Time{}))
	f, err := r.Create("made")
	say("create", filepath.ToSlash(f.Name()), err, f.Close())
	sub, err := r.OpenRoot("in")
	b, err2 := sub.ReadFile("g")
	_, err3 := sub.ReadFile("../made")
	say("sub", sub.Name(), err, string(b), err2, err3, sub.Close())
	b, err = fs.ReadFile(r.FS(), "in/f")
	_, err2 = fs.ReadFile(r.FS(), "esc")
	list, err3 := fs.ReadDir(r.FS(), "in")
	say("fs", string(b), err, err2, len(list), err3)
	say("remove", r.Remove("made"), r.Remove("nope"), r.RemoveAll("m"), r.RemoveAll("../out"), r.Close())
	_, err = r.Open("in/f")
	_, err2 = r.Stat("in/f")
	say("closed", err, err2, r.Mkdir("z", 0o755))
	g, err := os.OpenInRoot("root", "in/f")
	_, err2 = os.OpenInRoot("root", "../out")
	say("openin", err, g.Close(), err2)
	os.RemoveAll("root")
	os.RemoveAll("out")
}

func osSystem(say sayer) {
	r, w, err := os.Pipe()
	say("pipe", r.Name(), w.Name(), err)
	var lines []any
	done := make(chan bool)
	go func() {
		s := bufio.NewScanner(r)
		for s.Scan() {
			lines = append(lines, s.Text())
		}
		close(done)
	}()
	fmt.Fprintf(w, "one\ntwo\n")
	w.Write(append(make([]byte, 50_000), '\n')[50_000:])
	say("close", w.Close())
	<-done
	say("lines", lines...)
	_, err = r.Read(make([]byte, 1))
	_, err2 := r.Write([]byte("x"))
	say("end", err, err2, r.Close())
	r, w, _ = os.Pipe()
	r.Close()
	_, err = w.Write([]byte("x"))
	say("broken", err, errors.Is(err, syscall.EPIPE), w.Close())

	os.Unsetenv("CASES_A")
	v, ok := os.LookupEnv("CASES_A")
	say("env", v, ok, os.Setenv("CASES_A", "x=1"), os.Getenv("CASES_A"), os.Setenv("", "x"), os.Setenv("a=b", "x"), os.Setenv("a\x00", "x"), os.ExpandEnv("$CASES_A-${CASES_A}-$CASES_B-$"))
	say("unset", os.Unsetenv("CASES_A"), os.Getenv("CASES_A"), os.Getenv("PATH") != "", len(os.Environ()) > 0)
	say("errno", syscall.ENOENT, syscall.Errno(9999), syscall.EAGAIN.Timeout(), syscall.EINTR.Temporary(), syscall.SIGINT, syscall.Signal(77), os.Interrupt, os.Kill, syscall.Errno(0))
	say("is", errors.Is(syscall.ENOSYS, errors.ErrUnsupported), errors.Is(syscall.EPERM, fs.ErrPermission), errors.Is(syscall.EEXIST, fs.ErrExist))
	say("error", os.NewSyscallError("x", nil), os.NewSyscallError("x", syscall.EIO), (&os.LinkError{Op: "o", Old: "a", New: "b", Err: syscall.EIO}).Unwrap(), os.IsTimeout(os.ErrDeadlineExceeded), os.ErrDeadlineExceeded, os.ErrNoDeadline, os.ErrProcessDone)

	p, err := os.FindProcess(os.Getpid())
	c := make(chan os.Signal, 4)
	signal.Notify(c, syscall.SIGUSR1, syscall.SIGUSR2)
	say("kill", err, p.Signal(syscall.SIGUSR1))
	say("got", <-c, syscall.Kill(os.Getpid(), syscall.SIGUSR2))
	say("got", <-c, p.Signal(syscall.Signal(0)))
	signal.Reset(syscall.SIGUSR2)
	signal.Ignore(syscall.SIGUSR2)
	say("ignored", signal.Ignored(syscall.SIGUSR2), p.Signal(syscall.SIGUSR2))
	signal.Reset(syscall.SIGUSR2)
	say("reset", signal.Ignored(syscall.SIGUSR2), len(c))
	signal.Stop(c)
	var state *os.ProcessState
	say("state", state, state.ExitCode())
	say("release", p.Release(), p.Signal(os.Interrupt))
}
