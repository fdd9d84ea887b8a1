package std_test

import (
	"bufio"
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"strings"
	"time"
)

// A slowReader gives a few bytes at a time.
type slowReader struct {
	s string
	n int
}

func (r *slowReader) Read(p []byte) (int, error) {
	if r.s == "" {
		return 0, io.EOF
	}
	n := copy(p, r.s[:min(r.n, len(r.s))])
	r.s = r.s[n:]
	return n, nil
}

func casesIO(emit func(string)) {
	texts := []string{"", "one", "one\n", "one\ntwo\r\nthree", "\n\n", "  a b\tc \n d é世 ", strings.Repeat("long ", 2000)}
	for _, text := range texts {
		for _, split := range []bufio.SplitFunc{bufio.ScanLines, bufio.ScanWords, bufio.ScanRunes, bufio.ScanBytes} {
			sc := bufio.NewScanner(&slowReader{text, 3})
			sc.Split(split)
			n, last := 0, ""
			for sc.Scan() {
				n++
				last = sc.Text()
			}
			emit(fmt.Sprintf("%d %q %v", n, last, sc.Err()))
		}
		r := bufio.NewReaderSize(&slowReader{text, 5}, 16)
		for {
			line, err := r.ReadString('\n')
			emit(fmt.Sprintf("%.40q %d %v", line, len(line), err))
			if err != nil {
				break
			}
		}
		r.Reset(strings.NewReader(text))
		for range 3 {
			c, size, err := r.ReadRune()
			r.UnreadRune()
			p, perr := r.Peek(2)
			b, berr := r.ReadByte()
			emit(fmt.Sprintf("%q %d %v %q %v %q %v %d", c, size, err, p, perr, b, berr, r.Buffered()))
		}
		all, err := io.ReadAll(io.TeeReader(io.LimitReader(&slowReader{text, 7}, 20), io.Discard))
		emit(fmt.Sprintf("%q %v", all, err))
		var out bytes.Buffer
		w := bufio.NewWriterSize(io.MultiWriter(&out, io.Discard), 8)
		n, err := io.Copy(w, io.MultiReader(strings.NewReader(text), strings.NewReader("!")))
		fmt.Fprintf(w, "%d", n)
		emit(fmt.Sprint(n, err, w.Buffered(), w.Flush(), out.Len()))
		p := make([]byte, 4)
		m, err := io.ReadFull(strings.NewReader(text), p)
		emit(fmt.Sprintf("%d %v %q", m, err, p[:m]))
	}
	sc := bufio.NewScanner(strings.NewReader(strings.Repeat("x", 100)))
	sc.Buffer(make([]byte, 10), 20)
	emit(fmt.Sprint(sc.Scan(), sc.Err()))
	rd := strings.NewReader("seek me")
	rd.Seek(-2, io.SeekEnd)
	rest, _ := io.ReadAll(rd)
	emit(string(rest))

	for _, args := range [][]string{{}, {"-n", "3", "-s=x", "rest", "-b"}, {"-b", "-d", "1.5s", "--", "-n"}, {"-n", "x"}, {"-zz"}, {"-n"}, {"-b=maybe"}, {"-h"}, {"-f", "2.5", "-u", "7", "arg"}, {"---"}} {
		var out bytes.Buffer
		fs := flag.NewFlagSet("prog", flag.ContinueOnError)
		fs.SetOutput(&out)
		n := fs.Int("n", 1, "how `many`")
		s := fs.String("s", "def", "a string\nin two lines")
		b := fs.Bool("b", false, "a switch")
		d := fs.Duration("d", time.Second, "a duration")
		f := fs.Float64("f", 0, "a float")
		u := fs.Uint("u", 0, "unsigned")
		err := fs.Parse(args)
		emit(fmt.Sprint(args, *n, *s, *b, *d, *f, *u, err, fs.Args(), fs.NFlag()))
		emit(out.String())
	}
	for _, s := range []string{"", "plain", "$a", "${b}c", "$a$b", "x$", "$$", "${}", "${", "$1x", "${*}", "$ a", "a${b", "$_1é"} {
		emit(os.Expand(s, func(name string) string { return "<" + name + ">" }))
	}
	name := "cases.tmp" // of the host, and of the machine's own file system
	os.Remove(name)
	_, err := os.ReadFile(name)
	emit(fmt.Sprint(err, os.IsNotExist(err)))
	emit(fmt.Sprint(os.WriteFile(name, []byte("one\ntwo\n"), 0o644)))
	f, err := os.OpenFile(name, os.O_APPEND|os.O_RDWR, 0)
	emit(fmt.Sprint(err, f.Name()))
	fmt.Fprint(f, "three")
	f.Seek(4, io.SeekStart)
	p := make([]byte, 5)
	n, err := f.Read(p)
	emit(fmt.Sprintf("%q %v", p[:n], err))
	info, err := f.Stat()
	emit(fmt.Sprint(info.Name(), info.Size(), info.Mode(), info.IsDir(), err))
	emit(fmt.Sprint(f.Close(), f.Close()))
	_, err = f.Write(p)
	emit(fmt.Sprint(err, errors.Is(err, os.ErrClosed)))
	b, err := os.ReadFile(name)
	emit(fmt.Sprintf("%q %v", b, err))
	_, err = os.OpenFile(name, os.O_CREATE|os.O_EXCL, 0)
	emit(fmt.Sprint(err, os.IsExist(err)))
	emit(fmt.Sprint(os.Remove(name), os.Remove(name)))

	var out bytes.Buffer
	l := log.New(&out, "pre: ", 0)
	l.Println("a", 1)
	l.Printf("%d\n", 2)
	l.SetFlags(log.Lmsgprefix)
	l.Print("c")
	l.SetPrefix("")
	l.SetFlags(log.Lshortfile)
	emit(out.String())
	func() {
		defer func() { emit(fmt.Sprint(recover())) }()
		l.Panicf("p%d", 1)
	}()
}
