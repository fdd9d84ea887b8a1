package std_test

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

func casesScan(emit func(string)) {
	for _, in := range []string{"", "1", "1 2 x", "  7\n8 word\n", "-5 +6 zz", "0x1f 0b11 q", "abc", "1\n\n2 3", "99999999999999999999 1 a", "3.5 2 b", "12,34 z", "5 5\n", "300 300 s", "1_000 2 c"} {
		var a int
		var b int8
		var s string
		n, err := fmt.Sscan(in, &a, &b, &s)
		emit(fmt.Sprintf("%q: %d %v %d %d %q", in, n, err, a, b, s))
		a, b, s = 0, 0, ""
		n, err = fmt.Sscanln(in, &a, &b, &s)
		emit(fmt.Sprintf("%d %v %d %d %q", n, err, a, b, s))
		a, b, s = 0, 0, ""
		n, err = fmt.Sscanf(in, "%d,%d %s", &a, &b, &s)
		emit(fmt.Sprintf("%d %v %d %d %q", n, err, a, b, s))
		var u uint16
		n, err = fmt.Sscanf(in, "%x %v", &u, &s)
		emit(fmt.Sprintf("%d %v %d %q", n, err, u, s))
	}
	var (
		f  float64
		t  bool
		c  rune
		bs []byte
		q  string
	)
	n, err := fmt.Sscanf("2.5 true x bytes \"quo ted\"", "%g %t %c %s %q", &f, &t, &c, &bs, &q)
	emit(fmt.Sprint(n, err, f, t, c, string(bs), q))
	n, err = fmt.Sscanf("12345", "%2d%3d", &c, &f)
	emit(fmt.Sprint(n, err, c, f))
	n, err = fmt.Sscanf("50%", "%d%%", &c)
	emit(fmt.Sprint(n, err, c))
	n, err = fmt.Sscan("1", c)
	emit(fmt.Sprint(n, err))
	r := bufio.NewReader(strings.NewReader("1 2 3\nrest of it\n4"))
	for {
		var x int
		n, err := fmt.Fscan(r, &x)
		emit(fmt.Sprint(n, err, x))
		if err == io.EOF {
			break
		}
		if err != nil {
			line, _ := r.ReadString('\n')
			emit(line)
		}
	}
}
