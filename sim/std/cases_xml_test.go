//lint:file-ignore SA5008 what xml makes of such tags is the case

package std_test

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"time"
)

type xmlAddress struct {
	City, State string
}

type xmlPerson struct {
	XMLName   xml.Name `xml:"person"`
	ID        int      `xml:"id,attr"`
	FirstName string   `xml:"name>first"`
	LastName  string   `xml:"name>last"`
	Age       int      `xml:"age"`
	Height    float32  `xml:"height,omitempty"`
	Married   bool
	xmlAddress
	Emails  []xmlEmail `xml:"email"`
	Groups  []string   `xml:"groups>group>value"`
	Comment string     `xml:",comment"`
	Hidden  int        `xml:"-"`
	unseen  int
}

type xmlEmail struct {
	Where string `xml:"where,attr,omitempty"`
	Addr  string `xml:",chardata"`
}

type xmlParts struct {
	A     string     `xml:"a,attr"`
	B     *int       `xml:"b,attr"`
	C     []byte     `xml:"c,attr,omitempty"`
	D     any        `xml:"d,attr"`
	E     []int      `xml:"e,attr"`
	NS    string     `xml:"http://x.org/ns f,attr"`
	Other []xml.Attr `xml:",any,attr"`
	Text  string     `xml:",chardata"`
	Note  []byte     `xml:",comment"`
	Any   []xmlAny   `xml:",any"`
}

type xmlAny struct {
	XMLName xml.Name
	Attrs   []xml.Attr `xml:",any,attr"`
	Inner   string     `xml:",innerxml"`
}

type xmlCDATA struct {
	Text string `xml:",cdata"`
}

type xmlKinds struct {
	I   int8
	U   uint16
	F   float64
	B   bool
	S   string
	Y   []byte
	Arr [3]byte
	P   *string
	PP  *xmlEmail
	N   []int
	I2  any
	T   time.Time
	Nm  xml.Name
}

// An xmlColor reads and writes text, an xmlSize its element and attribute.
type xmlColor int

func (c xmlColor) MarshalText() ([]byte, error) {
	if c < 0 {
		return nil, errors.New("no such color")
	}
	return fmt.Appendf(nil, "color<%d>", int(c)), nil
}

func (c *xmlColor) UnmarshalText(b []byte) error {
	_, err := fmt.Sscanf(string(b), "color<%d>", (*int)(c))
	return err
}

type xmlSize struct{ W, H int }

func (s xmlSize) MarshalXML(e *xml.Encoder, start xml.StartElement) error {
	switch s.W {
	case -1:
		return errors.New("no width")
	case -2:
		return e.EncodeToken(start)
	case -3:
		return e.EncodeToken(start.End())
	}
	start.Attr = append(start.Attr, xml.Attr{Name: xml.Name{Local: "w"}, Value: fmt.Sprint(s.W)})
	return e.EncodeElement(s.H, start)
}

func (s *xmlSize) UnmarshalXML(d *xml.Decoder, start xml.StartElement) error {
	for _, a := range start.Attr {
		switch {
		case a.Name.Local == "w":
			fmt.Sscan(a.Value, &s.W)
		case a.Value == "stop":
			return nil
		case a.Value == "raw":
			_, err := d.RawToken()
			return err
		}
	}
	return d.DecodeElement(&s.H, &start)
}

func (s xmlSize) MarshalXMLAttr(name xml.Name) (xml.Attr, error) {
	if s.W == 0 {
		return xml.Attr{}, nil
	}
	return xml.Attr{Name: name, Value: fmt.Sprintf("%dx%d", s.W, s.H)}, nil
}

func (s *xmlSize) UnmarshalXMLAttr(a xml.Attr) error {
	_, err := fmt.Sscanf(a.Value, "%dx%d", &s.W, &s.H)
	return err
}

type xmlOwn struct {
	Size  xmlSize   `xml:"size"`
	PSize *xmlSize  `xml:"psize"`
	A     xmlSize   `xml:"a,attr"`
	C     xmlColor  `xml:"c"`
	CA    xmlColor  `xml:"ca,attr"`
	CP    *xmlColor `xml:"cp"`
	Sizes []xmlSize
}

type xmlGeneric[T any] struct {
	V T `xml:"v"`
}

type xmlTree struct {
	Name string     `xml:"name,attr"`
	Kids []*xmlTree `xml:"tree"`
}

type xmlSpaces struct {
	XMLName xml.Name `xml:"http://a.org/ root"`
	X       string   `xml:"http://b.org/ x"`
	Y       string   `xml:"y"`
	Z       string   `xml:"http://c.org/zz z,attr"`
	W       string   `xml:"http://d.org/zz w,attr"`
	L       string   `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
}

type xmlDynamic struct {
	XMLName xml.Name
	V       int
	In      *xmlDynamic
}

// Tags that do not go together.
type (
	xmlBad1 struct {
		X int `xml:"a,attr,chardata"`
	}
	xmlBad3 struct {
		X int `xml:"a>"`
	}
	xmlBad4 struct {
		X int `xml:"a>b,attr"`
	}
	xmlBad5 struct {
		X xmlPerson `xml:"human"`
	}
	xmlBad6 struct {
		X int `xml:"a>b"`
		Y int `xml:"a"`
	}
	xmlBad7 struct {
		X int `xml:",comment"`
	}
	xmlBad8 struct {
		X map[string]int
	}
	xmlBad9 struct {
		XMLName xml.Name `xml:"x,attr"`
	}
	xmlBad10 struct {
		X int `xml:",chardata,omitempty"`
	}
)

// xmlSpaceOnly has a tag with a name space and no name.
var xmlSpaceOnly = reflect.StructOf([]reflect.StructField{{Name: "X", Type: reflect.TypeFor[int](), Tag: `xml:"http://x "`}})

type xmlBase struct{ A, B int }

type xmlShadow struct {
	*xmlBase
	A string
}

func casesXml(emit func(string)) {
	defer func(old *time.Location) { time.Local = old }(time.Local)
	time.Local = time.UTC
	xmlMarshals(emit)
	xmlUnmarshals(emit)
	xmlTokens(emit)
	xmlEncodes(emit)
	xmlRest(emit)
}

func xmlMarshals(emit func(string)) {
	seven, word := 7, "w"
	red := xmlColor(3)
	for i, v := range []any{
		nil, 5, "a<b>&'\"\t\n\r\x01\xff", true, 2.5, float32(0.1), []int{1, 2}, [2]string{"x", "y"}, []byte("b<y"), [2]byte{65, 66}, &seven, (*int)(nil), uint8(3),
		map[string]int{}, func() {}, make(chan int), 1i, struct{ A int }{1}, []any{1, "x", nil},
		xmlPerson{unseen: 1, ID: 13, FirstName: "John", LastName: "Doe", Age: 42, Married: true, xmlAddress: xmlAddress{"Hanga", "Easter"}, Comment: " some - note -",
			Emails: []xmlEmail{{"home", "a@b"}, {"", "c@d"}}, Groups: []string{"x", "y"}},
		&xmlPerson{}, xmlPerson{Comment: "a--b"},
		xmlParts{A: "1", B: &seven, C: []byte("q"), D: 3, E: []int{1, 2}, NS: "n", Other: []xml.Attr{{Name: xml.Name{Local: "o"}, Value: "<"}}, Text: "te<xt", Note: []byte("n"),
			Any: []xmlAny{{XMLName: xml.Name{Local: "in"}, Inner: "<raw/>"}, {XMLName: xml.Name{Space: "s", Local: "out"}}}},
		xmlParts{},
		xmlCDATA{"a]]>b<c>"}, xmlCDATA{},
		xmlKinds{I: -1, U: 2, F: 1e21, B: true, S: "s", Y: []byte{'y'}, Arr: [3]byte{'a', 'r', 'r'}, P: &word, PP: &xmlEmail{}, N: []int{4, 5}, I2: 6, T: time.Unix(1e9, 0).UTC(), Nm: xml.Name{Space: "a", Local: "b"}},
		xmlOwn{Size: xmlSize{1, 2}, A: xmlSize{3, 4}, C: 1, CA: 2, CP: &red, Sizes: []xmlSize{{5, 6}, {7, 8}}}, &xmlOwn{PSize: &xmlSize{9, 9}},
		xmlSize{-1, 0}, xmlSize{-2, 0}, xmlSize{-3, 0}, &xmlSize{1, 1}, xmlColor(-1), xmlOwn{CA: -1}, []xmlSize{{1, 2}, {3, 4}},
		xmlGeneric[int]{1}, xmlGeneric[xmlGeneric[string]]{xmlGeneric[string]{"x"}},
		xmlTree{"a", []*xmlTree{{"b", nil}, nil, {"c", []*xmlTree{{"d", nil}}}}},
		xmlSpaces{X: "1", Y: "2", Z: "3", W: "4", L: "en"},
		xmlDynamic{XMLName: xml.Name{Space: "http://q", Local: "dyn"}, V: 1, In: &xmlDynamic{V: 2}},
		xmlBad1{}, reflect.New(xmlSpaceOnly).Interface(), xmlBad3{}, xmlBad4{}, xmlBad5{}, xmlBad6{}, xmlBad7{}, xmlBad8{}, xmlBad9{}, xmlBad10{},
		xmlShadow{A: "x"}, xmlShadow{&xmlBase{1, 2}, "x"},
	} {
		b, err := xml.Marshal(v)
		emit(fmt.Sprintf("marshal %d %s %v", i, b, err))
		b, err = xml.MarshalIndent(v, ">", "  ")
		emit(fmt.Sprintf("indent %d %s %v", i, b, err))
	}
}

func xmlUnmarshals(emit func(string)) {
	person := `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><person id=" 13 "><name><first>John</first><junk>1<junk/></junk><last>Doe</last></name><age> 42 </age><Married>true</Married>
<City>Hanga</City><email where="home">a@b</email><email>c<!-- no -->@d</email><!-- some --><!--more--><groups><group><value>x</value><value>y</value></group></groups><unknown a="b"/></person>`
	parts := `<xmlParts a="1" b="7" c="q" d="3" e="4" f="no" xmlns:n="http://x.org/ns" n:f="yes" o="&lt;&#65;">te<!--n-->xt<![CDATA[<raw>]]><in k="v"> <b>x</b> &amp; </in><out/></xmlParts>`
	for _, text := range []string{
		person, parts, "", "plain", "<a>", "<a></b>", "<a/>", "<a>5</a>", "<a> 5 </a>", "<a>x</a>", "<a>300</a>", "<a>true</a>", "<a>1.5</a>", "<a></a>", "<person/>", "<person><age>x</age></person>",
		"<a><I>-5</I><U>70000</U></a>", "<a><I>-5</I><U>7</U><F>1e3</F><B>1</B><S>s&quot;</S><Y>yy</Y><P>p</P><PP where='w'>q</PP><N>1</N><N>2</N><I2>z</I2><T>2001-09-09T01:46:40Z</T><Nm/></a>",
		"<a><B>maybe</B></a>", "<a><T>never</T></a>", "<a><Arr>abc</Arr></a>", "<a><N>1</N><N>x</N></a>", "<a><I></I><B></B><F> </F></a>",
		`<a a="3x4" ca="color&lt;5>"><size w="1">2</size><psize w="3">4</psize><c>color&lt;1></c><cp>color&lt;<i>9</i>2></cp><Sizes w="5">6</Sizes><Sizes>7</Sizes></a>`,
		`<a a="bad"/>`, `<a ca="bad"/>`, `<a><size k="stop">2</size></a>`, `<a><size k="raw">2</size></a>`, `<a><size>x</size></a>`,
		`<tree name="a"><tree name="b"/><tree name="c"><tree name="d"></tree></tree></tree>`,
		`<root xmlns="http://a.org/" xmlns:b="http://b.org/" xmlns:c="http://c.org/zz" c:z="3" xml:lang="en"><b:x>1</b:x><x>no</x><y>2</y></root>`,
		`<root xmlns="http://q.org/"/>`, `<root/>`, `<d:dyn xmlns:d="u"><V>1</V><In><V>2</V><In/></In></d:dyn>`, "<x><v>1</v></x>", "<x><A>1</A><B>2</B></x>", "<x><a><b>1</b></a></x>",
	} {
		for _, make := range []func() any{
			func() any { return new(xmlPerson) }, func() any { return new(xmlParts) }, func() any { return new(int8) }, func() any { return new(uint) }, func() any { return new(bool) },
			func() any { return new(float64) }, func() any { return new(string) }, func() any { return new([]byte) }, func() any { return new([]int) }, func() any { return new(any) },
			func() any { return new(xmlKinds) }, func() any { return new(xmlOwn) }, func() any { return new(xmlTree) }, func() any { return new(xmlSpaces) }, func() any { return new(xmlDynamic) },
			func() any { return new(xml.Name) }, func() any { return new(xmlGeneric[int]) }, func() any { return new(xmlShadow) }, func() any { return new(xmlAny) }, func() any { return new(map[string]int) },
			func() any { return new(xmlBad1) }, func() any { return new(xmlBad6) }, func() any { return new(*int) }, func() any { return new(**int) }, func() any { return new(xmlColor) }, func() any { return new(xmlSize) },
		} {
			v := make()
			err := xmlUnmarshal(text, v)
			back, _ := xml.Marshal(v)
			emit(fmt.Sprintf("unmarshal %.20q into %T: %s %v %T", text, v, back, err, err))
		}
	}
	n := 0
	for _, v := range []any{nil, 5, n, (*int)(nil), &n} {
		emit(fmt.Sprint("into ", xml.Unmarshal([]byte("<a>6</a>"), v), n))
	}
	a := any(&n)
	emit(fmt.Sprint(xml.Unmarshal([]byte("<a>9</a>"), &a), n))
	deep := strings.Repeat("<tree>", 60) + strings.Repeat("</tree>", 60)
	var tree xmlTree
	emit(fmt.Sprint(xml.Unmarshal([]byte(deep), &tree)))
}

// xmlUnmarshal turns a panic into an error.
func xmlUnmarshal(text string, v any) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	return xml.Unmarshal([]byte(text), v)
}

// An xmlDrip gives a byte at a time, then an error.
type xmlDrip struct {
	text string
	err  error
}

func (d *xmlDrip) Read(p []byte) (int, error) {
	if d.text == "" {
		return 0, d.err
	}
	p[0], d.text = d.text[0], d.text[1:]
	return 1, nil
}

func xmlShow(t xml.Token) string {
	switch t := t.(type) {
	case xml.CharData:
		return fmt.Sprintf("text %q", t)
	case xml.Comment:
		return fmt.Sprintf("comment %q", t)
	case xml.Directive:
		return fmt.Sprintf("directive %q", t)
	case xml.ProcInst:
		return fmt.Sprintf("inst %q %q", t.Target, t.Inst)
	}
	return fmt.Sprintf("%T %q", t, t)
}

func xmlTokens(emit func(string)) {
	for _, text := range []string{
		`<?xml version="1.0" encoding="UTF-8"?>` + "\n<a x='1' y=\"2&gt;\"><b/>te&amp;xt<!-- c > d --><![CDATA[x<y>]]>\n</a>\n",
		"<!DOCTYPE a [ <!ELEMENT b (c)> <!-- > --> '>' ]><a/>", "<a\n\n b = 'c\nd'\n>\n</a\n>", "<a><b></a></b>", "</a>", "<a", "<", "<a b>", "<a b=c>", "<a b='<'/>", "<a/ >", "<1>", "< a>",
		"<!-- a -- b -->", "<!-a>", "<![CDAT[x]]>", "<![CDATA[x", "<?", "<?x", "<? x?>", "<!x", "a ]]> b", "x &lt y", "&nope;", "&#x41;&#65;&#0;&#xD800;", "&#xZ;", "&;", "\xff", "a\x00b", "a\r\nb\rc",
		"<p:a xmlns:p='u'><p:b/><q:c p:d='e' f='g'/></p:a><p:z/>", "<a xmlns='u'><b xmlns=''/><c xmlns='v'><d/></c></a>", "<p:a xmlns:p='u'></q:a>", "<a:b:c/>", "<a:/>", "<:a/>", "<a></ a>", "<a></a b>",
		`<?xml version="1.1"?><a/>`, `<?xml version="1.0" encoding="latin1"?><a>x</a>`, "<br><p>x<BR></p>", "<a b c=d>&copy;&nope;&x y</a>", "<a><b>x</a>", "", "  ", "x", "<é ü='ö'>日本</é>",
	} {
		for mode := range 4 {
			var r io.Reader = strings.NewReader(text)
			if mode == 1 {
				r = &xmlDrip{text, io.EOF}
			}
			d := xml.NewDecoder(r)
			next := d.Token
			switch mode {
			case 1:
				d.DefaultSpace = "dflt"
				d.CharsetReader = func(label string, in io.Reader) (io.Reader, error) {
					if label != "latin1" {
						return nil, errors.New("no " + label)
					}
					return in, nil
				}
			case 2:
				d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
			case 3:
				next = d.RawToken
				d.Entity = map[string]string{"nope": "yes<"}
			}
			for range 40 {
				t, err := next()
				line, col := d.InputPos()
				emit(fmt.Sprintf("%.12q %d: %s %v %T at %d %d:%d", text, mode, xmlShow(xml.CopyToken(t)), err, err, d.InputOffset(), line, col))
				if err != nil {
					break
				}
			}
		}
	}
	broken := errors.New("broken")
	for _, text := range []string{"", "te", "<a>x", "<a", "<a>&am", "<!-- "} {
		d := xml.NewDecoder(&xmlDrip{text, broken})
		for range 4 {
			t, err := d.Token()
			emit(fmt.Sprintf("%q then broken: %s %v", text, xmlShow(t), err))
		}
	}
	d := xml.NewDecoder(strings.NewReader(`<?xml encoding="big5"?>`))
	d.CharsetReader = func(label string, in io.Reader) (io.Reader, error) { return nil, broken }
	_, err := d.Token()
	emit(fmt.Sprint(err, errors.Is(err, broken)))

	// A reader is read no further than the element goes.
	r := bufio.NewReader(strings.NewReader("<a>1</a><b>2</b>rest"))
	for range 3 {
		n := 0
		err := xml.NewDecoder(r).Decode(&n)
		emit(fmt.Sprint(n, err, r.Buffered()))
	}
	d = xml.NewDecoder(strings.NewReader("<l><i>1</i>x<i>2</i><j><i>3</i></j></l><i>4</i>"))
	for {
		t, err := d.Token()
		if err != nil {
			emit(fmt.Sprint(err))
			break
		}
		if s, ok := t.(xml.StartElement); ok && s.Name.Local == "i" {
			n := 0
			emit(fmt.Sprint("element ", d.DecodeElement(&n, &s), n))
		} else if ok && s.Name.Local == "j" {
			emit(fmt.Sprint("skip ", d.Skip(), d.InputOffset()))
		}
	}
	emit(fmt.Sprint(xml.NewDecoder(strings.NewReader("<a>")).Skip()))
	inner := xml.NewDecoder(strings.NewReader("<a><b>5</b></a>"))
	outer := xml.NewTokenDecoder(xmlFilter{inner})
	emit(fmt.Sprint(xml.NewTokenDecoder(outer) == outer))
	var v struct {
		N int `xml:"B"`
	}
	emit(fmt.Sprint(outer.Decode(&v), v))
}

// An xmlFilter makes names upper case.
type xmlFilter struct{ d *xml.Decoder }

func (f xmlFilter) Token() (xml.Token, error) {
	t, err := f.d.Token()
	switch e := t.(type) {
	case xml.StartElement:
		e.Name.Local = strings.ToUpper(e.Name.Local)
		return e, err
	case xml.EndElement:
		e.Name.Local = strings.ToUpper(e.Name.Local)
		return e, err
	}
	return t, err
}

func xmlEncodes(emit func(string)) {
	name := func(s string) xml.Name { return xml.Name{Local: s} }
	start := func(s string, attrs ...xml.Attr) xml.Token { return xml.StartElement{Name: name(s), Attr: attrs} }
	end := func(s string) xml.Token { return xml.EndElement{Name: name(s)} }
	attr := func(space, local, value string) xml.Attr {
		return xml.Attr{Name: xml.Name{Space: space, Local: local}, Value: value}
	}
	for i, list := range [][]xml.Token{
		{xml.ProcInst{Target: "xml", Inst: []byte("version='1.0'")}, xml.Directive("DOCTYPE a"), start("a", attr("", "b", "<\n>"), attr("", "", "no")), xml.CharData("a<\n\t>b"), xml.Comment(" c "), start("d"), end("d"), end("a")},
		{start("a"), xml.ProcInst{Target: "xml"}}, {xml.ProcInst{Target: "a b"}}, {xml.ProcInst{Target: "x", Inst: []byte("?>")}}, {xml.ProcInst{Target: "php"}},
		{xml.Comment("a-->b")}, {xml.Directive("a<b")}, {xml.Directive("a '<' <!-- > --> <b>")}, {xml.Directive(">")}, {5}, {nil}, {xml.Attr{}},
		{end("a")}, {start("a"), end("b")}, {start("")}, {end("")}, {start("a")},
		{xml.StartElement{Name: xml.Name{Space: "u", Local: "a"}}, xml.EndElement{Name: xml.Name{Space: "v", Local: "a"}}},
		{start("a", attr("http://x/ns", "b", "1"), attr("http://y/ns/", "c", "2"), attr("http://x/ns", "d", "3"), attr("xmlish", "e", "4"), attr("http://z/1", "f", "5"), attr("/", "g", "6")), start("b", attr("http://x/ns", "h", "7")), end("b"), end("a"), start("c", attr("http://x/ns", "b", "1")), end("c")},
		{&xml.StartElement{Name: name("a")}},
	} {
		var b bytes.Buffer
		enc := xml.NewEncoder(&b)
		enc.Indent("", " ")
		for _, t := range list {
			if err := enc.EncodeToken(t); err != nil {
				emit(fmt.Sprintf("tokens %d: %v", i, err))
			}
		}
		emit(fmt.Sprintf("before %d %q", i, b.String()))
		emit(fmt.Sprintf("tokens %d %v %v", i, enc.Flush(), enc.Close()))
		emit(fmt.Sprintf("after %d %q %v", i, b.String(), enc.EncodeToken(xml.CharData("late"))))
	}
	var b bytes.Buffer
	enc := xml.NewEncoder(&b)
	emit(fmt.Sprint(enc.EncodeElement(5, xml.StartElement{Name: name("n"), Attr: []xml.Attr{attr("", "k", "v")}}), b.String()))
	emit(fmt.Sprint(enc.EncodeElement([]int{1, 2}, xml.StartElement{Name: name("n")}), b.String()))
	emit(fmt.Sprint(enc.EncodeElement(5, xml.StartElement{}), enc.Encode(xmlEmail{"a", "b"}), b.String()))
	full := xml.NewEncoder(xmlFull{})
	emit(fmt.Sprint(full.Encode(5), full.Encode(6), full.Close(), full.Close()))
	b.Reset()
	emit(fmt.Sprint(xml.EscapeText(&b, []byte("a<b>&'\"\t\n\r\x01\xff\ufffe日")), xml.EscapeText(xmlFull{}, []byte("x"))))
	xml.Escape(&b, []byte("<"))
	emit(b.String())
}

type xmlFull struct{}

func (xmlFull) Write([]byte) (int, error) { return 0, errors.New("full") }

func xmlRest(emit func(string)) {
	emit(fmt.Sprintf("%q %d %v", xml.Header, len(xml.HTMLEntity), xml.HTMLAutoClose))
	emit(fmt.Sprint(xml.HTMLEntity["copy"], xml.HTMLEntity["nbsp"] == "\u00a0"))
	s := xml.StartElement{Name: xml.Name{Local: "a"}, Attr: []xml.Attr{{Value: "1"}}}
	c := s.Copy()
	c.Attr[0].Value = "2"
	emit(fmt.Sprint(s, c, s.End(), xml.StartElement{}.Copy().Attr == nil))
	cd, cm, dr, pi := xml.CharData("abc"), xml.Comment("abc"), xml.Directive("abc"), xml.ProcInst{Target: "t", Inst: []byte("abc")}
	cd2, cm2, dr2, pi2 := cd.Copy(), cm.Copy(), dr.Copy(), pi.Copy()
	cd[0], cm[0], dr[0], pi.Inst[0] = 'x', 'x', 'x', 'x'
	emit(fmt.Sprintf("%s %s %s %s", cd2, cm2, dr2, pi2))
	for _, t := range []xml.Token{s, s.End(), cd, cm, dr, pi, 5, nil} {
		emit(fmt.Sprintf("%T %v", xml.CopyToken(t), xml.CopyToken(t)))
	}
	emit((&xml.SyntaxError{Msg: "m", Line: 3}).Error() + xml.UnmarshalError("u").Error())
	var none any = 1i
	_, err := xml.Marshal(none)
	var unsupported *xml.UnsupportedTypeError
	emit(fmt.Sprint(errors.As(err, &unsupported), unsupported.Error()))
	_, err = xml.Marshal(xmlBad6{})
	var path *xml.TagPathError
	emit(fmt.Sprint(errors.As(err, &path), path.Error(), path.Field1, path.Tag2))
}
