import { roleOfForm, isNumberOfThing } from './identifierWords';
import { lazily, remembered } from './remembered';
import { DESK_WORDS, THING_PHRASES, THING_WORDS } from './thingWords';

/**
 * What a word next to digits says about them. Any other word is a label and says nothing.
 * - `extension`: `ext. 12`, `доб. 12`, `内線12`
 * - `identifier`: these digits aren't a phone number: `Invoice 4711`, `IBAN …`
 * - `numbered`: with `No.` or `#`, an identifier: `Customer No. 4711`; alone only if the digits are undivided
 * - `desk`: the same, but alone it is a phone's label: `Pest Control 4155550132`
 * - `room`: a figure after it belongs to it: `Flat 12`
 * - `premises`: the same, but the place may also have a phone: `Shop 12`
 * - `route`: a figure of up to three digits belongs to it, too: `Hwy 212`, `Zoom 212 555 0143`
 * - `street`: a house number may follow, and a country's name isn't a country: `Av. Brasil 12`
 * - `area`: the figure after it is part of the number: `area code 11`
 * - `counting`: a label that is often numbered: `Tel 2: …`
 * - `unit`: what the preceding figure counts: `10 lines`, `24 hours`
 * - `and`: joins two numbers: `or`, `und`, `или`
 * - `weekday`: opening hours follow: `Mo-Fr 9-17`
 * - `from`: hours follow, whatever comes after them: `klo 8-16`
 * - `month`: `12 March 2024`
 * - `date`: digits that read as a date are one: `Date of birth 20121980`
 * - `clock`: makes the preceding figure a time: `10am`, `17 Uhr`
 * - `since`: a year or an hour follows: `since 2019`, `after 5`
 * - `money`: `Rs. 500`, `20 EUR`
 * - `measure`: the digits before it are a quantity, however many: `4155550132 bytes`
 */
export type WordRole =
  | 'extension'
  | 'identifier'
  | 'numbered'
  | 'desk'
  | 'room'
  | 'premises'
  | 'route'
  | 'street'
  | 'area'
  | 'counting'
  | 'unit'
  | 'and'
  | 'weekday'
  | 'from'
  | 'month'
  | 'date'
  | 'clock'
  | 'since'
  | 'money'
  | 'measure';

// Lowercase, without the accents of Latin letters. To add a spelling, add the word.
const WORDS: Readonly<Record<WordRole, string>> = {
  extension: `press option opt opcion opcao tecla touche taste ext extn exten extension extensions ex xtn xt x extensao interno interne int ramal anexo anx durchwahl dw
    nebenstelle nst klappe kl poste app apparaat toestel tst local lok loc wew wewn wewnetrzny linka klapka klappa mellek
    доб добавочный вн внут внутр внутренний внутрішній dahili dah εσωτ εσωτερικο anknytning ankn alanumero lokalnummer
    lokaltelefon 内線 内线 內線 分机 分機 轉 转 내선 ต่อ داخلي تحويلة داخلی एक्सटेंशन एक्स internal שלוחה lokal`,
  identifier: `medicare devis passe haslo hasło salasana losenord passord adgangskode heslo jelszo parola sifre wachtwoord contrasena senha boleto inv ifsc order account acct iban bic swift gst gstin aadhaar aadhar vat tax ein ssn siret
    siren nif cif cpf cnpj rfc curp dni rut ruc inn инн иин бин снилс огрн кпп pin pincode zip zipcode plz postcode
    postalcode postleitzahl postfach id uid uuid uniqueid userid ref reference ticket rechnung bestellung konto auftrag
    reisepass meeting passcode password passwort otp serial sn imei imsi iccid tracking awb
    policy licence license sku isbn barcode ean upc pedido cuenta commande compte ordine
    conto счет चालान खाता حساب فاتورة طلب hesap pnr trn upi utr cvv po claim docket coupon voucher txn transaction
    routing npi mrn salary amount total confirmation registration consumer cheque aktenzeichen artikel hrb
    kto nip krs regon dossier conta protocolo nota iva piva partita trk waybill cvr kvk nit abn acn uen ico usdot αφμ qq fiscal 〒 uan cin bsn btw bce kbo niss vkn
    mwst ust ustid handelsregister intracom intracommunautaire contrib maticna maticni imones mersis φπα ддс
    vergi cui nhs cedula stk mst 发票 आधार nid sss
    dic rodne uctu symbol adoazonosito bhyt gpkd đkkd szemelyi szig αμκα αδτ γεμη πρωτ cnp pesel dowod przesyłka konta acc tunnus هوية سجل تجاري إقامة ضريبي قومي بطاقة سفر ملی کدپستی کدملی سفارش کارڈ nik npwp ktp rek norek rekening bpjs mykad kimlik tckn takip
    cmnd cccd bhxh khoan thue đon hkid огрнип окпо бик трек полис омс серия іпн інн рнокпп єдрпоу ттн cnh renavam eleitor cidadao
    encomenda nie nuss social sociale secu cuit cuil clabe allocataire adherent fiscale fisc rsin rijksregister bankgiro plusgiro
    hetu tilaus ausweis vorgang lieferschein eori svnr nino apn nric cnic itin fein duns fssai uidai nzbn philhealth
    תז חפ עמ הזמנה חשבונית זהות דרכון पैन еик егн булстат jmbg oib emso davcna isikukood personas asmens kennitala cap bol khata burgerservicenummer customerid meetingid nipc contribuinte personalausweis`,
  numbered: `${THING_WORDS} geschaftsnummer anschlussnummer ersatznummer werknr arbetsnr заказы facturacion facturation facturatie faturamento fatturazione fakturering invoices invoicing booking zoom rastreo rastreio seguimiento suivi colis sporing seuranta zasilka paczka pakke paket paketti csomag zending sendung spedizione
    αποστολη משלוח מעקב شحنة بوليصة ايصال مرجعي لوحة ايبان اقامة אסמכתא מקט רישיון לקוח
    placa targa kenteken plaka spz barkod штрихкод vonalkod strekkode streckkod viivakoodi ברקוד باركود
    orden remito pedimento preventivo orcamento offerte oferta comprobante bilag chitanta resit kvittering kvitto αποδειξη квитанция квитанція zam fv cde obj дог арт
    login логин clave polita pojistka licenta licenza licencia licencja ліцензія billet bilhete biglietto bilet tiket тикет
    carte cartao kartu karta kart kort kortti hđ تتبع عداد sprawa spis serie seriale seryjny seri lote lotto sarze artículo artigo articolo artikkel tuote
    medidor licznik sayac måler matare tesisat protocollo expte reklamace reklamacja zgłoszenie inscricao iscrizione vereinsregister sicil
    debitor kreditor debiteur kenmerk incasso kolli referans estimate badge hash webinar microchip requisition agreement patent
    incident skymiles flyer locker deed consignment payroll demat fastag voter udyam matric processo presupuesto contrato contratto localizador referencia referenz referentie riferimento rif recibo receipt apolice bolla
    cod codice dosar polisa sygn rachunek rach paragon umowy ucet smlouva smlouvy szerzodes azonosito ugyfel kotveny tili tilin sopimus koodi laskun viitteen
    avtal arende bokning avtale sak sag kode moms λογαριασμος κωδικος συμβολαιο чек билет дело лицензия поліс картка справа
    חשבון קוד סיסמה תיק פוליסה חוזה כרטיס عقد كود رمز المرور جواز مرجع สัญญา กรมธรรม์ kontrak dekont sozlesme dosya
    verwendungszweck fuhrerschein kennzeichen amtsgericht passeport identifiant immatriculation sinistre siniestro sinistro
    certificate wire charity biller rego jamb customer client klienta case card bill check employee member patient student staff reg roll part model conf participant
    build issue session kd kunden cliente dossier record version release dl pr az bug commit discord paypal venmo instagram insta
    twitter facebook fb linkedin snapchat tiktok youtube xing github steam room code codigo kod код pp vehicle plate chassis
    batch lot article item product asset device meter parcel shipment container flight seat token contract №
    sitzung host leader moderator bridge klant kund kunde asiakas клиент клиента артикул заявка партия
    loan lic quote rma permit vin rib folio challan enrollment regn matricola
    org polizza pratica matricula abonne contrat vertrag mitglied rendeles comanda umowa lasku viite ordre ordem
    membership subscription medicaid checking savings utente socio afiliado legajo boleta colegiado till cta sns
    albumu indeksu legitymacja rachunku mandiri کارت ciudadania ahorros documento kargo contr پستی شناسنامه
    bestelling expediente albaran poliza guia tarjeta pesanan akaun company musteri abone alias tessera карта angebot paybill username matricule`,
  desk: DESK_WORDS,
  room: `tur rw bat lok ap studio flat flats apt apto apartment apartament apartamento appartement appartment appt departamento depto dpto room rm suite ste floor
    block blk bldg building plot door ward sector unit unidad unidade tower wing level gate counter box booth lot lote
    wohnung whg zimmer raum stock stockwerk etage stiege batiment escalier porte chambre salle piso planta puerta habitacion
    sala salon torre bloque bloco bloc edificio quarto andar conjunto quadra scala piano stanza interno int kamer verdieping
    lgh lagenhet lejlighed leilighet rum rom huone mieszkanie pokoj pietro byt patro emelet szoba etaj camera daire kat blok oda
    kamar lantai tingkat bilik кв квартира этаж подъезд корпус комната каб кабинет помещение поверх офис διαμερισμα οροφος
    شقة الدور غرفة عمارة דירה קומה חדר फ्लैट ห้อง ชั้น ext extn ramal anexo`,
  premises: `dia top shop store stand stall stage pier house haus hausnr casa villa maison loja tienda magasin negozio winkel local lokal bureau oficina
    kantoor showroom godown dukkan дом д магазин`,
  route: `hwy route rt rte exit bus class district troop post precinct zoom interstate freeway squad platoon chapter channel grade qty quantity`,
  street: `bd r pza avinguda st str street ave avenue av avda avenida road rd highway calle c rua rue via viale piazza place pl platz quai boulevard blvd
    paseo plaza praca travessa largo corso strada ul ulica cedex al ulice namesti utca cadde cad sokak jl jalan ул улица проспект пр οδος`,
  area: `area code std vorwahl prefix prefixo prefijo prefisso ddd lada indicatif codigo kod код kierunkowy`,
  counting: `cep tfn call dial hotline helpline landline main direct № tel tels telephone telephones telefon telefono telefone telefoon phone phones ph mobile mob mobil
    mobiles movil cell cel cellphone handy gsm fax telefax line no nr num number numero nummer contact contacts kontakt
    whatsapp wa sim home work office m t p n тел моб телефон факс номер 電話 电话 手机 전화 휴대폰 携帯 โทร फोन मो मोबाइल هاتف جوال hp`,
  unit: `qm m2 m² kwp mitarbeiter employees kanner lantai lines line numbers nos hours hour hrs hr h days day times extensions years year yrs min mins minutes months weeks
    leitungen linien nummern stunden std tage minuten horas hora hs lineas linhas numeros heures heure lignes jours
    dias часов часа час линий дней ore linee giorni lijnen uur km rings hat godz godzin godziny jam saat ساعة ساعات ساعت 시간 時間 小时 小時 ชั่วโมง giờ घंटे ঘণ্টা 本 回線 条 條 회선 timer timmar tuntia ώρες годин година год лет jahre j ans anni anos linii linje linjer linjat jalur saluran pers pax person persons people ppl kids kid child children adult adults guests beds rooms kinder kind erwachsene personen gaste gaest zimmer enfants enfant adultes personnes couverts pieces personas persona ninos nino ninas adultos bambini bambino adulti persone figli posti ospiti filhos filho pessoas pessoa criancas quartos kinderen volwassenen osoby osob dzieci barn personer vuxna voksne born lasta henkiloa hlo osoby deti fo gyerek felnott persoane copii ατομα παιδια чел человек человека детей ребенка дітей особи osobe djece kisi kisilik cocuk anak orang dewasa người khách
    nachte nights night nuits nuit noches noche notti notte noites noite nachten nacht natter erw stk stck szt шт adet kpl pz uds stuks buc τεμ bhk colis pakete paquetes pacchi pizzas pizze bottles flaschen boxes kartons tickets м2 m³ м³`,
  and: `or and und oder bzw ou et e y o u и или або і och eller og tai ja veya ve atau dan και ή 和 或 或者 または 及び と 또는 و أو او یا या और va hoac
    หรือ และ lub i albo nebo a oraz ili sau es vagy en`,
  weekday: `po pa m f ark ma pe vr za pn pt mo mon monday di tue tues tuesday mi wed wednesday do thu thur thurs thursday fr fri friday sa sat saturday so sun
    sunday montag dienstag mittwoch donnerstag freitag samstag sonntag weekdays weekend daily lun mar mer jeu ven sam dim
    lunes martes miercoles jueves viernes sabado domingo seg ter qua qui sex sab dom пн вт ср чт пт сб вс`,
  from: `klo kl godz ore von from between od das de с з من dalle saat jam pukul entre zwischen tussen mellan mellom mellem miedzy intre בין между між απο mula ساعت ساعة от từ`,
  month: `jan january januar feb february februar mar march maerz marz apr april may mai jun june juni jul july juli aug august
    sep sept september oct october okt oktober nov november dec december dez dezember`,
  date: `date dato datum datums data fecha дата дату birth birthday birthdate born geb geboren geburtsdatum geburtstag født fødselsdag fødselsdato fodd fodelsedag
    naissance nascimento nacimiento nascita urodzenia narozeni szuletesi nasterii рождения syntymaaika paivays paivamaara fodelsedatum geboortedatum tarih tarihi`,
  clock: `am pm uhr ora o'clock часов ч noon utan jalkeen sore pagi siang malam petang बजे بجے вечера утра дня sati مساء مساءا صباحا โมง โมงเย็น น`,
  since: `na nach vor apres avant despues antes dopo prima hasta μετα ate etter efter innan po przed после до sampai selepas after before until till bis um since seit depuis desde dal est established from ab founded gegr с
    klo kl godz ore das dalle alle delle le las saat jam pukul ora as partir apos ate depois sobre circa vers fore før inainte dupa jalkeen ennen nakon prije преди след після
    at by around about til half ساعت ساعة بعد قبل از אחרי לפני השעה עד πριν τις`,
  measure: `byte bytes kb mb gb tb kg mg кг мг км см lbs lb oz km cm mm ft sqft sqm ml litres liters kwh views followers likes steps units pcs stück sek ms sec secs seconds points miles acres tons tonnes pixels subscribers rows records`,
  money: `rs inr usd eur euro euros gbp aed aud cad sgd rub руб dollars dollar rupees pkr bdt ct cent cents ct/min pln czk huf idr thb try tl vnd ngn kes zar nok sek dkk kr zl chf jpy cny brl mxn r`,
};

// Made for the first word that is read: n8n loads the node for every editor, too.
const roles = lazily(() => {
  const found = new Map<string, Set<WordRole>>();
  for (const [role, words] of Object.entries(WORDS)) {
    for (const word of foldWord(words).trim().split(/\s+/))
      found.set(word, (found.get(word) ?? new Set()).add(role as WordRole));
  }
  return found;
});

/** Lowercase, without the accents of Latin letters: `Móvil` is `movil`. */
export function foldWord(word: string): string {
  return word
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC');
}

export function hasRole(word: string, role: WordRole): boolean {
  return rolesOf(word).has(role);
}

/** Whether a word with `No.` behind it names something other than a phone: `Customer`, `Pest Control`. */
export function isOfNumbered(word: string): boolean {
  return hasRole(word, 'numbered') || hasRole(word, 'desk');
}

/** Whether a word says anything about the digits next to it. */
export function hasAnyRole(word: string): boolean {
  return rolesOf(word).size > 0;
}

const phrases = lazily(() => new Set(foldWord(THING_PHRASES).trim().replace(/\s+/g, ' ').split(',')));

/** Whether two words together name something other than a phone: `Kata sandi 08123456789`. */
export const isThingPhrase = remembered((text) => phrases().has(foldWord(text)));

const NONE: ReadonlySet<WordRole> = new Set();
const IDENTIFIER: ReadonlySet<WordRole> = new Set(['identifier']);

const ARABIC_ARTICLE = /^ال/;
// `contactId`, `LeadID`, but not `CallerID`
const CAMEL_CASE_ID = /\p{Ll}(?<!aller)I[dD]$/u;

// `CheckingAcct`
const LAST_IN_CAMEL_CASE = /(?<=\p{Ll})\p{Lu}\p{Ll}+$/u;

function isIdentifier(word: string | undefined): boolean {
  return word !== undefined && hasRole(word, 'identifier');
}

const rolesOf = remembered((word): ReadonlySet<WordRole> => {
  const folded = foldWord(word);
  const listed = roles().get(folded) ?? roles().get(folded.replace(ARABIC_ARTICLE, ''));
  const found = listed ?? (isNumberOfThing(folded) ? IDENTIFIER : NONE);
  if (CAMEL_CASE_ID.test(word) || isIdentifier(LAST_IN_CAMEL_CASE.exec(word)?.[0])) return IDENTIFIER;
  const form = roleOfForm(word, folded);
  return form === null ? found : new Set([...found, form]);
});
