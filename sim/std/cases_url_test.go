package std_test

import (
	"errors"
	"fmt"
	"net/url"
)

var urlTexts = []string{"", "http://www.example.com", "https://user:pa%20ss@host:8080/a/b%2fc?q=1&r=a+b&q=2#frag%20x", "mailto:joe@x.org", "/rel/path?x", "//host/path", "http://[::1]:80/", "http://a b/", "http://x/%zz", "%", ":foo",
	"http://h/?", "http://h:port/", "a:b:c", "http://user@host", "http://:@h/", "file:///etc/x", "http://h/ü?é=ö#ñ", "?a;b=c", "x%", "http://h\x7f/", "http://%41/", "1:2", "*", "http://h/a//b/../c", "scheme:/path", "http://a/%2F%20 "}

func casesUrl(emit func(string)) {
	show := func(u *url.URL, err error) {
		var e *url.Error
		if errors.As(err, &e) {
			emit(fmt.Sprintf("%v %q %q %T %v %v", err, e.Op, e.URL, e.Err, e.Timeout(), e.Temporary()))
			return
		}
		v, same := *u, u.String()
		v.User = nil
		emit(fmt.Sprintf("%+v", v))
		password, set := u.User.Password()
		emit(fmt.Sprintf("%s %q %q %q %q %q %q %v %q %q %v", same, u.EscapedPath(), u.EscapedFragment(), u.Hostname(), u.Port(), u.RequestURI(), u.Redacted(), u.IsAbs(), u.User.Username(), password, set))
		if u.User != nil {
			emit(u.User.String())
		}
		emit(fmt.Sprint(u.Query(), u.Query().Encode()))
	}
	base, _ := url.Parse("http://h.org/a/b/c?d#e")
	for _, text := range urlTexts {
		show(url.Parse(text))
		show(url.ParseRequestURI(text))
		show(base.Parse(text))
		joined, err := url.JoinPath(text, "x", "../y z", "/w/")
		emit(fmt.Sprint(joined, err))
		q, err := url.ParseQuery(text)
		emit(fmt.Sprint(q, err))
		p, err := url.PathUnescape(text)
		r, err2 := url.QueryUnescape(text)
		emit(fmt.Sprintf("%q %q %q %v %q %v", url.PathEscape(text), url.QueryEscape(text), p, err, r, err2))
	}
	v := url.Values{}
	v.Set("name", "Ava")
	v.Add("friend", "Jess & Co")
	v.Add("friend", "Zoe")
	v.Add("gone", "x")
	v.Del("gone")
	emit(fmt.Sprint(v.Get("name"), v.Get("no"), v["friend"], v.Has("gone"), v.Has("name"), v.Encode()))
	u := &url.URL{Scheme: "https", Host: "x.org", Path: "/a b", User: url.UserPassword("me", "p:w"), RawQuery: v.Encode(), Fragment: "top"}
	emit(u.String() + u.JoinPath("c", "..", "d").String() + url.User("x y").String())
	b, err := u.MarshalBinary()
	emit(fmt.Sprint(string(b), err, u.UnmarshalBinary([]byte("http://z/")), u, u.UnmarshalBinary([]byte("%"))))
}
