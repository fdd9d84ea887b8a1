package std_test

import (
	"encoding/base32"
	"encoding/base64"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"html"
	"io"
	"strings"
)

// A trickle gives a byte at a time.
type trickle struct{ s string }

func (r *trickle) Read(p []byte) (int, error) {
	if r.s == "" {
		return 0, io.EOF
	}
	n := copy(p[:1], r.s)
	r.s = r.s[n:]
	return n, nil
}

func casesCodec(emit func(string)) {
	casesHex(emit)
	casesBase(emit)
	casesCSV(emit)
	for _, s := range []string{"", "a<b & c>d \"q\" 'r'", "&lt;&amp;&eacute;&#233;&#xE9;&notit;&amp &nosuch; &#0;&#x80;", "plain"} {
		emit(html.EscapeString(s) + "|" + html.UnescapeString(s))
	}
}

func casesHex(emit func(string)) {
	for _, s := range []string{"", "00ff", "DEADbeef", "abc", "zz", "0g", "a", "ab\n", "g"} {
		b, err := hex.DecodeString(s)
		dst := make([]byte, 8)
		n, err2 := hex.Decode(dst, []byte(s))
		app, err3 := hex.AppendDecode([]byte("x"), []byte(s))
		emit(fmt.Sprintf("%q %v %v %x %d %v %q %v", b, b == nil, err, dst, n, err2, app, err3))
		all, err := io.ReadAll(hex.NewDecoder(strings.NewReader(s)))
		emit(fmt.Sprintf("%q %v %v", all, err, errors.Is(err, hex.ErrLength)))
		all, err = io.ReadAll(hex.NewDecoder(&trickle{s}))
		emit(fmt.Sprintf("%q %v", all, err))
	}
	for _, s := range []string{"", "\x00\xff", "hello, world\n", "0123456789abcdef", "0123456789abcdefg\x7f\x80\x1f"} {
		var out strings.Builder
		n, err := hex.NewEncoder(&out).Write([]byte(s))
		emit(fmt.Sprintf("%s %s %d %v %s", hex.EncodeToString([]byte(s)), hex.AppendEncode([]byte("x"), []byte(s)), n, err, out.String()))
		out.Reset()
		d := hex.Dumper(&out)
		for _, c := range []byte(s) {
			d.Write([]byte{c})
		}
		d.Close()
		emit(hex.Dump([]byte(s)) + fmt.Sprint(out.String() == hex.Dump([]byte(s))))
	}
	emit(fmt.Sprint(hex.EncodedLen(5), hex.DecodedLen(10), hex.InvalidByteError('x')))
}

func casesBase(emit func(string)) {
	own := base64.NewEncoding("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-+").WithPadding('*')
	for i, enc := range []*base64.Encoding{base64.StdEncoding, base64.URLEncoding, base64.RawStdEncoding, base64.RawURLEncoding, base64.StdEncoding.Strict(), own} {
		for _, s := range []string{"", "f", "fo", "foo", "foob", "\xff\xfe\xfb", strings.Repeat("long ", 30)} {
			text := enc.EncodeToString([]byte(s))
			b, err := enc.DecodeString(text)
			emit(fmt.Sprintf("%d %s %q %v %s %d %d", i, text, b, err, enc.AppendEncode([]byte("x"), []byte(s)), enc.EncodedLen(len(s)), enc.DecodedLen(len(text))))
			var out strings.Builder
			w := base64.NewEncoder(enc, &out)
			for _, c := range []byte(s) {
				w.Write([]byte{c})
			}
			emit(fmt.Sprint(w.Close(), out.String()))
			all, err := io.ReadAll(base64.NewDecoder(enc, &trickle{text}))
			emit(fmt.Sprintf("%q %v", all, err))
		}
		for _, text := range []string{"Zg", "Zg=", "Zg==", "Zh==", "Zm9v\nYmFy\r\n", "Zm9v!mFy", "=", "Zg==Zg==", "Zm9vYg=", "!!!!", "Zm9", "Zm9vY"} {
			b, err := enc.DecodeString(text)
			dst := make([]byte, 20)
			n, err2 := enc.Decode(dst, []byte(text))
			emit(fmt.Sprintf("%d %q: %q %v %q %v", i, text, b, err, dst[:n], err2))
			all, err := io.ReadAll(base64.NewDecoder(enc, strings.NewReader(text)))
			emit(fmt.Sprintf("%q %v", all, err == nil))
		}
	}
	for i, enc := range []*base32.Encoding{base32.StdEncoding, base32.HexEncoding, base32.StdEncoding.WithPadding(base32.NoPadding)} {
		for _, s := range []string{"", "f", "fo", "foo", "foob", "fooba", "foobar"} {
			text := enc.EncodeToString([]byte(s))
			b, err := enc.DecodeString(text)
			emit(fmt.Sprintf("%d %s %q %v %d %d", i, text, b, err, enc.EncodedLen(len(s)), enc.DecodedLen(len(text))))
			var out strings.Builder
			w := base32.NewEncoder(enc, &out)
			io.WriteString(w, s)
			w.Close()
			all, err := io.ReadAll(base32.NewDecoder(enc, strings.NewReader(text)))
			emit(fmt.Sprintf("%s %q %v", out.String(), all, err))
		}
		for _, text := range []string{"MY", "MY======", "MZXW6YTB", "MZXW6YT1", "!", "MZXW\n6YTB"} {
			b, err := enc.DecodeString(text)
			emit(fmt.Sprintf("%d %q: %q %v", i, text, b, err))
		}
	}
	for _, f := range []func(){
		func() { base64.NewEncoding("short") }, func() { base64.StdEncoding.WithPadding('A') }, func() { base64.StdEncoding.WithPadding('\n') },
		func() { base32.NewEncoding("x") }, func() { base64.NewEncoding(strings.Repeat("a", 64)) },
	} {
		func() {
			defer func() { emit(fmt.Sprint(recover())) }()
			f()
		}()
	}
}

var csvTexts = []string{"", "a,b,c\n", "a,b\nc\n", "\"a\",\"b \"\"q\"\"\",\n", "x,\"two\nlines\",y\nnext,1,2", "a,b\r\nc,d\r\n", "\n\n a , b \n#c\nd,e\n", "a\"b,c\n", "\"a\"b,c\n", "\"open", "\"open\nstill\n", "é;ü\n\"ö;\"\n",
	"a,\n", ",,\n", "\"\"\n", "a\rb,c\r", "# only\n", "1,2,3\n4,5\n6,7,8\n", "  \"q\" ,x\n", "\"a\nb\" c,d\n", "a,\"b", " , \n"}

// csvAll reads a text in each of the modes of a Reader and says what comes out.
func csvAll(text string) (lines []string) {
	for mode := range 6 {
		r := csv.NewReader(strings.NewReader(text))
		switch mode {
		case 1:
			r.LazyQuotes = true
		case 2:
			r.TrimLeadingSpace = true
		case 3:
			r.Comma, r.Comment = ';', '#'
		case 4:
			r.FieldsPerRecord = -1
			r.ReuseRecord = true
		case 5:
			r.FieldsPerRecord = 2
			r.LazyQuotes, r.TrimLeadingSpace = true, true
		}
		for {
			rec, err := r.Read()
			at := ""
			if err == nil {
				for i := range rec {
					line, col := r.FieldPos(i)
					at += fmt.Sprintf(" %d:%d", line, col)
				}
			}
			lines = append(lines, fmt.Sprintf("%d %q %v %v%s %d %d", mode, rec, rec == nil, err, at, r.InputOffset(), r.FieldsPerRecord))
			if err != nil && !errors.Is(err, csv.ErrFieldCount) {
				break
			}
		}
	}
	return lines
}

func casesCSV(emit func(string)) {
	for _, text := range csvTexts {
		for _, line := range csvAll(text) {
			emit(line)
		}
		all, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		emit(fmt.Sprintf("%q %v %v", all, all == nil, err))
	}
	r := csv.NewReader(strings.NewReader("a"))
	r.Comma = '\n'
	_, err := r.Read()
	emit(fmt.Sprint(err))
	for mode := range 3 {
		var out strings.Builder
		w := csv.NewWriter(&out)
		switch mode {
		case 1:
			w.UseCRLF = true
		case 2:
			w.Comma = ';'
		}
		emit(fmt.Sprint(w.Write([]string{"a", "b c", " lead", "q\"q", "x,y;z", "two\nlines\r\n", "", `\.`, "é"}), w.WriteAll([][]string{{"1", "2"}, {""}, {}, {"#"}}), w.Error()))
		emit(fmt.Sprintf("%q", out.String()))
	}
	w := csv.NewWriter(io.Discard)
	w.Comma = '"'
	emit(fmt.Sprint(w.Write([]string{"a"})))
}
